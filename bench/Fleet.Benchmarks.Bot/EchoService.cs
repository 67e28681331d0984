using System.Globalization;

namespace Fleet.Benchmarks.Bot;

/// <summary>Answers commands with themselves, counts events, and acknowledges them in groups, so that their sender need not fill anybody's queue.</summary>
public sealed class EchoService : BaseServiceWorker
{
    /// <summary>How many events one acknowledgement stands for.</summary>
    public const int EventsPerAcknowledgement = 256;

    private long _events;
    private Taken _taken = new(0);

    /// <summary>The name of the service of this number.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"echo{number}");

    /// <inheritdoc/>
    protected override Task StartAsync(CancellationToken cancellationToken)
    {
        _taken = new Taken(int.Parse(Worker.Slot.ServiceName!.AsSpan("echo".Length), CultureInfo.InvariantCulture));
        Ipc.Handle<Ask, Ask>((ask, _) => ask);
        Ipc.On<Ask>("note", OnNoteAsync);
        return Task.CompletedTask;
    }

    // Events begin one after the other, but one whose thread the system has put aside for long can meet the next.
    private Task OnNoteAsync(Ask ask, EventContext context) =>
        Interlocked.Increment(ref _events) % EventsPerAcknowledgement == 0 ? Ipc.SendAsync(Target.Cluster(0), "taken", _taken).AsTask() : Task.CompletedTask;
}
