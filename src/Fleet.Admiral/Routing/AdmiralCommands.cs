using System.Buffers;
using Fleet.Admiral.Links;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Admiral.Routing;

/// <summary>
/// The commands that the Admiral answers itself, by name. Each feature adds its own when the Admiral is put together, and nothing is added afterwards.
/// </summary>
/// <remarks>
/// A handler begins on the reader's thread of the worker that asks, so commands of one worker begin in the order in which it sent them; it must not block.
/// It may throw a <see cref="CommandException"/>, which reaches the worker as it is.
/// </remarks>
internal sealed class AdmiralCommands(IPayloadSerializer serializer, ReplyPost replies, TimeProvider time)
{
    // A worker that asks more before it is answered asks too fast; each costs a task.
    private const int MostPerWorker = 1024;

    private readonly Dictionary<string, Entry> _byName = new(Utf8Names.Comparer);

    private delegate Task<Action<IBufferWriter<byte>>> Entry(AdmiralRequest request, ReadOnlySpan<byte> payload);

    /// <summary>The program that embeds the Admiral, for what Fleet itself does not answer; null where none does. Set before the first message.</summary>
    public IHostProgram? Host { get; set; }

    /// <summary>Adds a command.</summary>
    /// <param name="name">Its name; those of Fleet begin with <c>fleet.</c>.</param>
    /// <param name="handler">What it does.</param>
    public void Add<TCommand, TReply>(string name, Func<TCommand, AdmiralRequest, Task<TReply>> handler) =>
        _byName.Add(name, (request, payload) => AnswerAsync(handler(Read<TCommand>(serializer, payload), request)));

    /// <summary>Adds a command that needs no content.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="handler">What it does.</param>
    public void Add<TReply>(string name, Func<AdmiralRequest, Task<TReply>> handler) =>
        _byName.Add(name, (request, _) => AnswerAsync(handler(request)));

    /// <summary>Begins to answer; the answer is sent when it is there.</summary>
    public void Begin(WorkerLink from, CommandSend command)
    {
        var asker = new Asker(from, command.Correlation, null);
        if (!_byName.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(command.Name, out var entry) && (Host is null || WorkerCommandNames.IsReserved(command.Name)))
        {
            replies.Fail(asker, CommandError.NoHandler, new FaultDetail($"The Admiral has no command \"{Utf8Names.Comparer.Create(command.Name)}\"."));
            return;
        }

        if (from.BeginCommand() > MostPerWorker)
        {
            from.EndCommand();
            replies.Counters.CountBusyCommand();
            replies.Fail(asker, CommandError.Busy, new FaultDetail($"{MostPerWorker} commands of {from.Name} to the Admiral wait for their answers already."));
            return;
        }

        var request = new AdmiralRequest(from, TimeSpan.FromMilliseconds(command.TimeoutMilliseconds), time);
        Task<Action<IBufferWriter<byte>>> answer;
        try
        {
            answer = entry is not null ? entry(request, command.Payload)
                : Host!.TryBegin(request, command.Name, command.Payload) ?? throw new CommandException(CommandError.NoHandler, $"Neither Fleet nor the host program has a command \"{Utf8Names.Comparer.Create(command.Name)}\".");
        }
        catch (Exception e)
        {
            answer = Task.FromException<Action<IBufferWriter<byte>>>(e);
        }

        _ = FinishAsync(asker, from, request, answer);
    }

    /// <summary>Reads a command.</summary>
    /// <exception cref="CommandException">It is of another shape.</exception>
    public static TCommand Read<TCommand>(IPayloadSerializer serializer, ReadOnlySpan<byte> payload)
    {
        try
        {
            return serializer.Deserialize<TCommand>(payload)!;
        }
        catch (FleetException e)
        {
            throw new CommandException(CommandError.BadCommand, $"The command could not be read as {typeof(TCommand).Name}: {e.Message}");
        }
    }

    private async Task<Action<IBufferWriter<byte>>> AnswerAsync<TReply>(Task<TReply> reply)
    {
        var value = await reply;
        return writer => serializer.Serialize(value, writer);
    }

    private async Task FinishAsync(Asker asker, WorkerLink from, AdmiralRequest request, Task<Action<IBufferWriter<byte>>> answer)
    {
        try
        {
            var payload = new ArrayBufferWriter<byte>(256);
            (await answer)(payload);
            replies.Answer(asker, payload.WrittenSpan);
        }
        catch (CommandException e)
        {
            replies.Fail(asker, e.Error, new FaultDetail(e.Message));
        }
        catch (OperationCanceledException) when (request.IsOver)
        {
            replies.Fail(asker, CommandError.TimedOut, new FaultDetail("The Admiral had no answer before the deadline."));
        }
        catch (Exception e)
        {
            replies.Fail(asker, CommandError.Faulted, new FaultDetail(e.Message, e.GetType().FullName, e.StackTrace));
        }
        finally
        {
            request.Dispose();
            from.EndCommand();
        }
    }
}
