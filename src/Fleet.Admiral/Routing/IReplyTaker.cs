namespace Fleet.Admiral.Routing;

/// <summary>Takes answers to commands within this process. Called on the readers' threads: nothing here may wait.</summary>
internal interface IReplyTaker
{
    /// <summary>A command is answered.</summary>
    /// <param name="correlation">Its number.</param>
    /// <param name="slot">Who answers, in UTF-8, where it was sent to a group; null otherwise.</param>
    /// <param name="error">0 for a value, else a <see cref="CommandError"/>.</param>
    /// <param name="payload">The value, or what went wrong.</param>
    void OnReply(ulong correlation, byte[]? slot, int error, ReadOnlySpan<byte> payload);
}
