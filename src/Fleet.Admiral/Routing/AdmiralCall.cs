using System.Collections.Immutable;
using System.Threading.Channels;

namespace Fleet.Admiral.Routing;

/// <summary>A command of the Admiral that waits for its answers: one, or one of each slot of a group. At most one answer of each slot comes, so the fleet's size bounds them.</summary>
internal sealed class AdmiralCall
{
    private readonly Channel<(SlotName? Slot, AdmiralAnswer Answer)> _answers = Channel.CreateUnbounded<(SlotName?, AdmiralAnswer)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The slots of the group; known when the command has been sent.</summary>
    public ImmutableArray<SlotName> Slots { get; set; } = [];

    /// <summary>An answer comes.</summary>
    public void Add(SlotName? slot, AdmiralAnswer answer) => _answers.Writer.TryWrite((slot, answer));

    /// <summary>The next answer.</summary>
    public ValueTask<(SlotName? Slot, AdmiralAnswer Answer)> NextAsync(CancellationToken cancellationToken) => _answers.Reader.ReadAsync(cancellationToken);
}
