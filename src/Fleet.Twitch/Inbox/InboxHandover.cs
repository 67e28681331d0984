namespace Fleet.Twitch.Inbox;

/// <summary>What one inbox tells its successor.</summary>
/// <param name="Handled">The messages whose handlers were started.</param>
/// <param name="Reach">How far back <paramref name="Handled"/> is complete.</param>
/// <param name="Waiting">
/// The raw lines of messages that arrived and were not started, oldest first. The successor has most of them itself; what it was not
/// connected for in time it takes from here.
/// </param>
internal sealed record InboxHandover(IReadOnlyList<MessageKey> Handled, TimeSpan Reach, IReadOnlyList<string> Waiting)
{
    private const int UuidSize = 16;
    private const string UuidsKey = "handled";
    private const string TextsKey = "handledOther";
    private const string ReachKey = "reachMilliseconds";
    private const string WaitingKey = "waiting";

    /// <summary>As plain values; a UUID takes 16 bytes.</summary>
    public HandoverState ToState()
    {
        var uuids = Handled.Where(key => key.Text is null).ToArray();
        var bytes = new byte[uuids.Length * UuidSize];
        for (var i = 0; i < uuids.Length; i++) uuids[i].Uuid.TryWriteBytes(bytes.AsSpan(i * UuidSize));
        return new HandoverState()
            .Set(UuidsKey, bytes)
            .Set(TextsKey, Handled.Where(key => key.Text is not null).Select(key => key.Text!).ToArray())
            .Set(ReachKey, (long)Reach.TotalMilliseconds)
            .Set(WaitingKey, Waiting.ToArray());
    }

    /// <summary>Reads what <see cref="ToState"/> wrote, of all predecessors together; null where there was none.</summary>
    public static InboxHandover? FromState(HandoverState? state)
    {
        if (state?.GetAll<byte[]>(UuidsKey) is not { Count: > 0 } predecessors) return null;
        var handled = new List<MessageKey>();
        foreach (var bytes in predecessors.OfType<byte[]>())
            for (var at = 0; at + UuidSize <= bytes.Length; at += UuidSize)
                handled.Add(new MessageKey(new Guid(bytes.AsSpan(at, UuidSize)), null));
        handled.AddRange(state.GetAll<string[]>(TextsKey).OfType<string[]>().SelectMany(texts => texts).Select(MessageKey.Of));
        // What all of them know completely.
        var reach = TimeSpan.FromMilliseconds(state.GetAll<long>(ReachKey).Min());
        return new InboxHandover(handled, reach, [.. state.GetAll<string[]>(WaitingKey).OfType<string[]>().SelectMany(lines => lines)]);
    }
}
