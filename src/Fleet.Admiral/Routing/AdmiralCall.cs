using System.Collections.Immutable;
using System.Threading.Channels;

namespace Fleet.Admiral.Routing;

/// <summary>A command of the Admiral that waits for its answers: one, or one of each slot of a group. At most one answer of each slot comes, so the fleet's size bounds them.</summary>
internal sealed class AdmiralCall : IDisposable
{
    private readonly Channel<(SlotName? Slot, AdmiralAnswer Answer)> _answers = Channel.CreateUnbounded<(SlotName?, AdmiralAnswer)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _callers;
    private readonly Action<AdmiralCall> _onEnd;

    /// <summary>Begins to wait.</summary>
    /// <param name="number">The command's number.</param>
    /// <param name="timeout">How long all answers together may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onEnd">Called when nobody waits any more.</param>
    /// <param name="callers">Ends the wait.</param>
    public AdmiralCall(ulong number, TimeSpan timeout, TimeProvider time, Action<AdmiralCall> onEnd, CancellationToken callers)
    {
        Number = number;
        Timeout = timeout;
        _onEnd = onEnd;
        _callers = callers;
        _deadline = new CancellationTokenSource(timeout, time);
        _end = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, callers);
    }

    /// <summary>The command's number.</summary>
    public ulong Number { get; }

    /// <summary>How long all answers together may take.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The slots of the group; known when the command has been sent.</summary>
    public ImmutableArray<SlotName> Slots { get; set; } = [];

    /// <summary>An answer comes.</summary>
    public void Add(SlotName? slot, AdmiralAnswer answer) => _answers.Writer.TryWrite((slot, answer));

    /// <summary>The next answer; null where none came before the deadline.</summary>
    public async ValueTask<(SlotName? Slot, AdmiralAnswer Answer)?> NextAsync()
    {
        try
        {
            return await _answers.Reader.ReadAsync(_end.Token);
        }
        catch (OperationCanceledException) when (!_callers.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _onEnd(this);
        _end.Dispose();
        _deadline.Dispose();
    }
}
