using Fleet.TestKit.Time;

namespace Fleet.Worker.Tests.Messaging;

/// <summary>Where a handler stands until the test lets it go.</summary>
internal sealed class Block : IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task.WithDeadline();

    public Task Left => _left.Task.WithDeadline();

    public void Stand()
    {
        _reached.TrySetResult();
        _open.Wait(Deadlines.Default).ShouldBeTrue();
        _left.TrySetResult();
    }

    public void Open() => _open.Set();

    public void Dispose() => _open.Set();
}
