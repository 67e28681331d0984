using System.Threading.Channels;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Worker.Messaging;

/// <summary>A command to a group that waits for answers of one type.</summary>
internal sealed class FanOutCall<TReply>(long expiresAt, IPayloadSerializer serializer) : FanOutCall(expiresAt)
{
    private readonly Lock _lock = new();
    private readonly Channel<CommandOutcome<TReply>> _outcomes = Channel.CreateUnbounded<CommandOutcome<TReply>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<SlotName> _answered = [];
    private HashSet<SlotName>? _asked;

    /// <summary>The outcomes as they come; at most one per slot, so the fleet's size bounds them.</summary>
    public ChannelReader<CommandOutcome<TReply>> Outcomes => _outcomes.Reader;

    public override bool OnNotice(FanOutNotice notice)
    {
        lock (_lock)
        {
            _asked = [.. notice.Slots];
            return CompleteIfDone_NeedsLock();
        }
    }

    public override bool OnReply(ReplyDelivery reply)
    {
        if (!SlotName.TryParse(Utf8Names.Comparer.Create(reply.Slot), out var slot)) return false;
        var outcome = Read(slot, reply);
        lock (_lock)
        {
            if (_answered.Add(slot)) _outcomes.Writer.TryWrite(outcome);
            return CompleteIfDone_NeedsLock();
        }
    }

    public override void End(CommandError error, string message)
    {
        lock (_lock)
        {
            foreach (var slot in _asked ?? [])
                if (_answered.Add(slot)) _outcomes.Writer.TryWrite(new CommandOutcome<TReply>(slot, default, new CommandException(error, message)));

            // Without the notice nobody knows whom it was for: the whole call failed.
            _outcomes.Writer.TryComplete(_asked is null ? new CommandException(error, message) : null);
        }
    }

    private CommandOutcome<TReply> Read(SlotName slot, ReplyDelivery reply)
    {
        if (reply.Error != 0) return new CommandOutcome<TReply>(slot, default, CommandFaults.Read(reply.Error, reply.Payload));
        try
        {
            return new CommandOutcome<TReply>(slot, serializer.Deserialize<TReply>(reply.Payload), null);
        }
        catch (FleetException e)
        {
            return new CommandOutcome<TReply>(slot, default, new CommandException(CommandError.BadReply, $"The reply of {slot} could not be read as {typeof(TReply).Name}: {e.Message}"));
        }
    }

    private bool CompleteIfDone_NeedsLock()
    {
        if (_asked is null || _answered.Count < _asked.Count) return false;
        _outcomes.Writer.TryComplete();
        return true;
    }
}
