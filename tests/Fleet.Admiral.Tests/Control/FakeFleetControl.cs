using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Fleet.Admiral.Control;

namespace Fleet.Admiral.Tests.Control;

/// <summary>A fleet that does what the test says, item by item.</summary>
internal sealed class FakeFleetControl : IFleetControl
{
    public FleetStatus Status { get; set; } = new()
    {
        Fleet = "pingbot",
        Host = "wren",
        Pid = 4100,
        Mode = "running",
        Generation = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        Workers = [new WorkerSummary("cluster-0", "cluster-0#1", "cluster", "active", 1, 0, 1, 1.5, 1, false, "")],
    };

    public FleetStats Stats { get; set; } = new();

    /// <summary>What every operation says; complete it to end the stream.</summary>
    public Channel<OperationProgress> Progress { get; } = Channel.CreateUnbounded<OperationProgress>();

    /// <summary>Every request, in order.</summary>
    public List<object> Requests { get; } = [];

    /// <summary>Ends when the watcher of an operation has left.</summary>
    public TaskCompletionSource WatcherLeft { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set while a question for stats is to hang.</summary>
    public bool StatsHang { get; set; }

    public void Says(params OperationProgress[] items)
    {
        foreach (var item in items) Progress.Writer.TryWrite(item).ShouldBeTrue();
    }

    public static OperationProgress Step(string slot, string state, string text = "") =>
        new() { Operation = "restart-1", Slot = slot, State = state, Text = text };

    public static OperationProgress End(OperationOutcome outcome, string message, params string[] skipped) =>
        new() { Operation = "restart-1", Final = true, Result = new OperationResult(outcome, message) { Skipped = skipped } };

    public FleetStatus GetStatus() => Status;

    public async Task<FleetStats> GetStatsAsync(bool collectNow, CancellationToken ct)
    {
        Requests.Add(collectNow);
        if (StatsHang) await Task.Delay(Timeout.Infinite, ct);
        return Stats;
    }

    public IAsyncEnumerable<OperationProgress> RestartAsync(RestartRequest request, CancellationToken ct) => PlayAsync(request, ct);

    public IAsyncEnumerable<OperationProgress> StopAsync(StopRequest request, CancellationToken ct) => PlayAsync(request, ct);

    public IAsyncEnumerable<OperationProgress> StartAsync(StartRequest request, CancellationToken ct) => PlayAsync(request, ct);

    public IAsyncEnumerable<OperationProgress> ReshardAsync(ReshardRequest request, CancellationToken ct) => PlayAsync(request, ct);

    public IAsyncEnumerable<OperationProgress> SteerAsync(SteerRequest request, CancellationToken ct) => PlayAsync(request, ct);

    public IAsyncEnumerable<OperationProgress> AddServiceAsync(AddServiceRequest request, CancellationToken ct) => PlayAsync(request, ct);

    public IAsyncEnumerable<OperationProgress> RemoveServiceAsync(RemoveServiceRequest request, CancellationToken ct) => PlayAsync(request, ct);

    private async IAsyncEnumerable<OperationProgress> PlayAsync(object request, [EnumeratorCancellation] CancellationToken ct)
    {
        Requests.Add(request);
        using var left = ct.Register(() => WatcherLeft.TrySetResult());
        await foreach (var item in Progress.Reader.ReadAllAsync(ct)) yield return item;
    }
}
