using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TwitchSimulator;

/// <summary>How the simulated chat behaves.</summary>
public sealed record SimulatorSettings
{
    private static readonly string[] FirstNames = ["ada", "grace", "alan", "edsger", "barbara", "donald", "margaret", "dennis", "radia", "ken"];

    /// <summary>The TCP port on 127.0.0.1, for IRC and for WebSockets; 0 for any that is free. Default 16667.</summary>
    public int Port { get; init; } = 16667;

    /// <summary>The channels that exist, without '#'. In the settings a number, or names divided by commas, or a list. Default 4.</summary>
    public IReadOnlyList<string> Channels { get; init; } = Names(4);

    /// <summary>Messages that viewers write per second, over all channels, 0 to 100,000. Default 20.</summary>
    public double MessagesPerSecond { get; init; } = 20;

    /// <summary>What the viewers do is drawn from this number. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The share of messages that are <c>!ping</c>, 0 to 1. Default 0.2.</summary>
    public double PingShare { get; init; } = 0.2;

    /// <summary>The share of messages that are <c>!stats</c>, 0 to 1; both shares together at most 1. Default 0.05.</summary>
    public double StatsShare { get; init; } = 0.05;

    /// <summary>How long an answer may take, from sending the question, in seconds, 0.1 to 600. Default 10.</summary>
    public double AnswerDeadlineSeconds { get; init; } = 10;

    /// <summary>Seconds between two lines of summary in the log, 0.1 to 3,600. Default 5.</summary>
    public double SummarySeconds { get; init; } = 5;

    /// <summary>Names for a number of channels.</summary>
    public static IReadOnlyList<string> Names(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i < FirstNames.Length ? FirstNames[i] : string.Create(CultureInfo.InvariantCulture, $"channel{i}"))];

    /// <summary>Reads the settings of a worker.</summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names all that are.</exception>
    public static SimulatorSettings Read(IConfiguration settings)
    {
        var errors = new List<string>();
        var defaults = new SimulatorSettings();
        var read = new SimulatorSettings
        {
            Port = (int)Number("port", defaults.Port, 0, 65_535),
            Channels = ReadChannels(settings, defaults.Channels, errors),
            MessagesPerSecond = Number("messagesPerSecond", defaults.MessagesPerSecond, 0, 100_000),
            Seed = (int)Number("seed", defaults.Seed, int.MinValue, int.MaxValue),
            PingShare = Number("pingShare", defaults.PingShare, 0, 1),
            StatsShare = Number("statsShare", defaults.StatsShare, 0, 1),
            AnswerDeadlineSeconds = Number("answerDeadlineSeconds", defaults.AnswerDeadlineSeconds, 0.1, 600),
            SummarySeconds = Number("summarySeconds", defaults.SummarySeconds, 0.1, 3_600),
        };
        if (read.PingShare + read.StatsShare > 1) errors.Add("pingShare and statsShare: together at most 1.");
        return errors.Count == 0 ? read : throw new ArgumentException("Settings of the simulator: " + string.Join(' ', errors));

        double Number(string key, double missing, double least, double most)
        {
            if (settings[key] is not { } text) return missing;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{key}: from {least} to {most}, not \"{text}\"."));
            return missing;
        }
    }

    private static IReadOnlyList<string> ReadChannels(IConfiguration settings, IReadOnlyList<string> missing, List<string> errors)
    {
        var listed = settings.GetSection("channels").GetChildren().Select(child => child.Value ?? "").ToArray();
        var text = settings["channels"];
        if (listed.Length == 0 && text is null) return missing;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 10_000) return Names(count);

        var names = (listed.Length > 0 ? listed : text!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(name => name.Trim().TrimStart('#').ToLowerInvariant())
            .Distinct()
            .ToArray();
        if (names.Length == 0 || names.Any(name => name.Length is 0 or > 25 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
            errors.Add("channels: a number from 1 to 10000, or names of a-z, 0-9 and '_'.");
        return names;
    }
}
