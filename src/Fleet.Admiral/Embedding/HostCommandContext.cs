using Fleet.Admiral.Routing;

namespace Fleet.Admiral.Embedding;

/// <summary>A bot's command, as the host program's handler sees it.</summary>
internal sealed class HostCommandContext(AdmiralRequest request, TimeProvider time) : CommandContext
{
    private readonly long _began = time.GetTimestamp();

    public override WorkerName? From => request.From;

    public override TimeSpan TimeLeft => request.Timeout - time.GetElapsedTime(_began) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    public override CancellationToken Cancellation => request.Cancellation;
}
