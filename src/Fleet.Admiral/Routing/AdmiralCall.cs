namespace Fleet.Admiral.Routing;

/// <summary>A command of the Admiral's own to a worker, and its one answer.</summary>
internal sealed class AdmiralCall : IReplyTaker
{
    private readonly TaskCompletionSource<(int Error, byte[] Payload)> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer: 0 and a value, or a <see cref="CommandError"/> and its explanation. Comes late or never where the worker is silent.</summary>
    public Task<(int Error, byte[] Payload)> Answer => _answer.Task;

    /// <inheritdoc/>
    public void OnReply(ulong correlation, byte[]? slot, int error, ReadOnlySpan<byte> payload) => _answer.TrySetResult((error, payload.ToArray()));
}
