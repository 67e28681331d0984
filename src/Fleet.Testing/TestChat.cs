using Fleet.Testing.Chat;
using Fleet.Testing.Waiting;

namespace Fleet.Testing;

/// <summary>
/// A Twitch chat in memory, for bots that use <c>Fleet.Twitch</c>: its client runs as it is, only the network is left out. Like the simulator of the samples it counts
/// which messages were answered, and how often.
/// </summary>
public sealed class TestChat
{
    private readonly ChatServer _server;
    private readonly Patience _patience;

    internal TestChat(ChatServer server, Patience patience)
    {
        _server = server;
        _patience = patience;
    }

    /// <summary>Messages that want an answer and have none: still on their way, or lost. Await <see cref="SettledAsync"/> before you count.</summary>
    public int Lost => _server.Unanswered.Count;

    /// <summary>Replies beyond the first to the same message.</summary>
    public int Doubled => _server.Doubled;

    /// <summary>A viewer writes. Where no worker is connected to the channel, as after a crash, nobody hears it.</summary>
    /// <param name="channel">The channel, with or without '#'.</param>
    /// <param name="user">The viewer's login.</param>
    /// <param name="text">What is written.</param>
    /// <param name="wantsAnswer">Whether a bot has to answer it: only then it counts as lost where none does.</param>
    /// <returns>A task that ends when every worker in the channel has read it. It may not have been handled yet.</returns>
    /// <exception cref="TimeoutException">A client does not read.</exception>
    public async Task SayAsync(string channel, string user, string text, bool wantsAnswer = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (user.AsSpan().ContainsAny(' ', '\r', '\n') || text.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException("A login is one word, and a message one line.", nameof(text));
        _server.Say(Normalize(channel), user, text, wantsAnswer);
        await _patience.UntilAsync(() => _server.IsCalm, () => "A chat client does not read what is sent to it.").ConfigureAwait(false);
    }

    /// <summary>The next message that a bot wrote in a channel: each is returned once, in order.</summary>
    /// <param name="channel">The channel, with or without '#'.</param>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<string> NextReplyAsync(string channel)
    {
        var name = Normalize(channel);
        var next = _server.Replies(name).ReadAsync().AsTask();
        await _patience.WaitAsync(next, () => $"No bot wrote in #{name}. Connections in it: {_server.MembersOf(name)}. {Open()}").ConfigureAwait(false);
        return await next.ConfigureAwait(false);
    }

    /// <summary>Waits until every message that wants an answer has one.</summary>
    /// <exception cref="TimeoutException">Some have none; it names them.</exception>
    public async Task SettledAsync()
    {
        while (true)
        {
            var answer = _server.NextAnswer;
            if (_server.Unanswered.Count == 0) return;
            await _patience.WaitAsync(answer, Open).ConfigureAwait(false);
        }
    }

    internal static string Normalize(string channel)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        return channel.TrimStart('#').ToLowerInvariant();
    }

    private string Open()
    {
        var open = _server.Unanswered;
        return open.Count == 0 ? "No message waits for an answer." : $"Messages without an answer ({open.Count}): {string.Join("; ", open.Take(5))}.";
    }
}
