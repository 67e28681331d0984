using System.Globalization;

namespace TwitchSimulator.Viewers;

/// <summary>Decides, from a seed alone, who writes what next.</summary>
internal sealed class Crowd(SimulatorSettings settings)
{
    private const int ViewersPerChannel = 40;

    private static readonly string[] Words =
        ["hello", "nice", "that", "was", "close", "what", "a", "run", "LUL", "gg", "chat", "again", "please", "why", "so", "fast", "👋", "naïve", "日本", "KEKW"];

    private readonly Random _random = new(settings.Seed);
    private readonly byte[] _id = new byte[16];

    /// <summary>The next thing written in one of the given channels.</summary>
    public Utterance Next(IReadOnlyList<string> channels)
    {
        var channel = channels[_random.Next(channels.Count)];
        var viewer = string.Create(CultureInfo.InvariantCulture, $"viewer{_random.Next(ViewersPerChannel)}");
        var kind = _random.NextDouble();
        var text = kind < settings.PingShare ? "!ping" : kind < settings.PingShare + settings.StatsShare ? "!stats" : Chatter();
        _random.NextBytes(_id);
        return new Utterance(channel, viewer, text, new Guid(_id).ToString("D"), text[0] == '!');
    }

    private string Chatter()
    {
        var words = new string[_random.Next(1, 8)];
        for (var i = 0; i < words.Length; i++) words[i] = Words[_random.Next(Words.Length)];
        return string.Join(' ', words);
    }
}
