using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Admiral.Routing;

/// <summary>What the Admiral itself sends and asks, for its own needs and for a program that embeds it. Its messages take the road of a worker's, from the frame on; only that nobody's name stands on them.</summary>
internal sealed class AdmiralCalls(MessageRouter router, IPayloadSerializer serializer, TimeSpan standardTimeout, int longestMessage, TimeProvider time)
{
    private const int MostUnderWay = 4096;

    private readonly ConcurrentDictionary<ulong, AdmiralCall> _calls = new();
    private ulong _last;
    private int _underWay;

    /// <summary>Sends an event.</summary>
    public void Send<T>(Target target, string eventName, T message)
    {
        var name = NameRules.OwnUtf8(eventName);
        NameRules.Check(target);
        if (target.Kind == TargetKind.Admiral) throw new ArgumentException("The host program is the Admiral: it has no events for itself.", nameof(target));
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var frame = Frame(header[..EventSend.Write(header, target, name)], message);
        if (frame.Length > longestMessage) throw new SendException(SendError.TooLarge, $"The event of {frame.Length} bytes does not fit into one frame. Raise ipc.maxMessage, or send less.");
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        router.Route(null, EventSend.Read(ref reader, fields));
    }

    /// <summary>Sends a command, and waits for the one answer.</summary>
    public async Task<TReply> CommandAsync<TReply>(Target target, object command, CommandOptions? options, CancellationToken cancellationToken)
    {
        if (target.IsGroup) throw new ArgumentException($"A command to {target} has many answers: use CommandAllAsync.", nameof(target));
        NameRules.Check(target);
        using var call = Begin(options, cancellationToken);
        Ask(call, target, command, options);
        var (_, answer) = await call.NextAsync() ?? throw TimedOut(target.ToString(), call);
        return answer.Read<TReply>(serializer);
    }

    /// <summary>Sends a command to a group, and yields the outcomes.</summary>
    public async IAsyncEnumerable<CommandOutcome<TReply>> CommandAllAsync<TReply>(Target target, object command, CommandOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!target.IsGroup) throw new ArgumentException($"A command to {target} has one answer: use CommandAsync.", nameof(target));
        using var call = Begin(options, cancellationToken);
        Ask(call, target, command, options);
        var left = call.Slots.ToHashSet();
        while (left.Count > 0)
        {
            if (await call.NextAsync() is not { } next)
            {
                foreach (var silent in left.Order()) yield return new CommandOutcome<TReply>(silent, default, TimedOut(silent.ToString(), call));
                yield break;
            }

            if (next.Slot is { } slot && left.Remove(slot)) yield return Outcome<TReply>(slot, next.Answer);
        }
    }

    /// <summary>A command to a group is on its way to these slots.</summary>
    public void OnFanOut(ulong number, IReadOnlyList<SlotName> slots)
    {
        if (_calls.TryGetValue(number, out var call)) call.Slots = [.. slots];
    }

    /// <summary>A command is answered. Called on the readers' threads.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="slot">Who answers, in UTF-8, where it was sent to a group; null otherwise.</param>
    /// <param name="error">0 for a value, else a <see cref="CommandError"/>.</param>
    /// <param name="payload">The value, or what went wrong.</param>
    public void OnReply(ulong number, byte[]? slot, int error, ReadOnlySpan<byte> payload)
    {
        if (_calls.TryGetValue(number, out var call)) call.Add(slot is null ? null : SlotName.Parse(Utf8Names.Comparer.Create(slot)), new AdmiralAnswer(error, payload.ToArray()));
    }

    private AdmiralCall Begin(CommandOptions? options, CancellationToken cancellationToken)
    {
        var timeout = WaitRules.Of(options?.Timeout, standardTimeout, "A command", nameof(options));
        if (Interlocked.Increment(ref _underWay) > MostUnderWay)
        {
            Interlocked.Decrement(ref _underWay);
            throw new CommandException(CommandError.Busy, $"{MostUnderWay} commands of the Admiral wait for their answers already.");
        }

        var call = new AdmiralCall(Interlocked.Increment(ref _last), timeout, time, End, cancellationToken);
        return _calls[call.Number] = call;
    }

    private void End(AdmiralCall call)
    {
        _calls.TryRemove(call.Number, out _);
        Interlocked.Decrement(ref _underWay);
    }

    private void Ask(AdmiralCall call, Target target, object command, CommandOptions? options)
    {
        ArgumentNullException.ThrowIfNull(command);
        var name = NameRules.OwnUtf8(options?.Name ?? command.GetType().Name);
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var frame = Frame(header[..CommandSend.Write(header, call.Number, target, name, Math.Max(1, (int)call.Timeout.TotalMilliseconds))], command);
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        router.Route(null, CommandSend.Read(ref reader, fields));
    }

    // By its own type, so that a message declared as a base class or as object is sent whole.
    private ReadOnlySpan<byte> Frame<T>(ReadOnlySpan<byte> header, T message)
    {
        var frame = new ArrayBufferWriter<byte>(256);
        frame.Write(header);
        if (message is null) serializer.Serialize(message, frame);
        else serializer.Serialize(message, message.GetType(), frame);
        return frame.WrittenSpan;
    }

    private CommandOutcome<TReply> Outcome<TReply>(SlotName slot, AdmiralAnswer answer)
    {
        try
        {
            return new CommandOutcome<TReply>(slot, answer.Read<TReply>(serializer), null);
        }
        catch (CommandException e)
        {
            return new CommandOutcome<TReply>(slot, default, e);
        }
    }

    private static CommandException TimedOut(string who, AdmiralCall call) =>
        new(CommandError.TimedOut, $"No answer of {who} within {call.Timeout.TotalSeconds:0.###} s; the command may have been executed.");
}
