using System.Buffers;
using System.Text;
using Fleet.Admiral.Embedding;
using Fleet.Admiral.Routing;
using Fleet.Admiral.Tests.Routing;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Embedding;

/// <summary>The host program's messages over the real router, and workers' over real links.</summary>
public sealed class HostIpcTests : IAsyncDisposable, IDisposable
{
    private readonly RoutingUnderTest _fleet = new();
    private readonly ContractlessPayloadSerializer _serializer = new();
    private readonly HandlerTally _tally = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly RecordedLog _log = new();
    private readonly HostInbox _inbox;
    private readonly AdmiralCalls _calls;

    public HostIpcTests()
    {
        _inbox = new HostInbox(_serializer, _tally, _fleet.Time, _log, _stopping.Token);
        _calls = new AdmiralCalls(_fleet.Router, _serializer, TimeSpan.FromSeconds(10), 1024 * 1024, _fleet.Time);
        _fleet.Replies.Own = _calls;
        _fleet.Commands.Host = new Host(this);
    }

    public void Dispose() => _stopping.Dispose();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task Event_ToTheAdmiral_ReachesTheHandlersOfItsName_WithTheSendersName()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var _ = _inbox.Add<string>("greet", (text, context) =>
        {
            heard.SetResult($"{context.From}: {text}");
            return Task.CompletedTask;
        });
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.Send(h => EventSend.Write(h, Target.Admiral, "greet"u8), Payload("hi"));

        (await heard.Task.WithDeadline()).ShouldBe("cluster-0#3: hi");
        _fleet.Log.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Event_ToTheAdmiral_ThatNobodyListensToAnyMore_IsLoggedAsBefore()
    {
        _inbox.Add<string>("greet", (_, _) => Task.CompletedTask).Dispose();
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendEvent(Target.Admiral, "greet", "hi");

        await Until.TrueAsync(() => _fleet.Log.Texts.Any(text => text.Contains("greet", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Event_ThatCannotBeRead_IsAFailureOfItsHandlerOnly()
    {
        using var _ = _inbox.Add<int>("number", (_, _) => Task.CompletedTask);
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.Send(h => EventSend.Write(h, Target.Admiral, "number"u8), Payload("no number"));

        await Until.TrueAsync(() => _tally.Failed == 1);
    }

    [Fact]
    public async Task Command_ToTheAdmiral_IsAnsweredByTheHostProgram()
    {
        using var _ = _inbox.Add<int, string>("twice", (number, context) => Task.FromResult($"{context.From} gets {2 * number} within {context.TimeLeft.TotalSeconds} s"));
        using var no = _inbox.Add<int, string>("no", (_, _) => throw new InvalidOperationException("never"));
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.Send(h => CommandSend.Write(h, 1, Target.Admiral, "twice"u8, 10_000), Payload(4));
        (await bot.ReceivedAsync(1))[0].ShouldEndWith("cluster-0#3 gets 8 within 10 s");
        bot.Send(h => CommandSend.Write(h, 2, Target.Admiral, "no"u8, 10_000), Payload(4));
        (await bot.ReceivedAsync(2))[1].ShouldBe("reply 2: Faulted never");
        bot.Send(h => CommandSend.Write(h, 3, Target.Admiral, "twice"u8, 10_000), Payload("text"));
        (await bot.ReceivedAsync(3))[2].ShouldStartWith("reply 3: BadCommand");
        bot.Send(h => CommandSend.Write(h, 4, Target.Admiral, "thrice"u8, 10_000), Payload(4));
        (await bot.ReceivedAsync(4))[3].ShouldBe("reply 4: NoHandler Neither Fleet nor the host program has a command \"thrice\".");
        Should.Throw<InvalidOperationException>(() => _inbox.Add<int, int>("no", (number, _) => Task.FromResult(number)));
    }

    [Fact]
    public async Task Commands_ToTheAdmiral_BeginInTheirOrder_AndGoOnSideBySide()
    {
        var begun = new List<int>();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var _ = _inbox.Add<int, int>("wait", async (number, _) =>
        {
            begun.Add(number);
            if (begun.Count == 20) open.SetResult();
            await open.Task;
            return number;
        });
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        for (var i = 1; i <= 20; i++) bot.Send(h => CommandSend.Write(h, (ulong)i, Target.Admiral, "wait"u8, 10_000), Payload(i));

        (await bot.ReceivedAsync(20)).Count.ShouldBe(20);
        begun.ShouldBe(Enumerable.Range(1, 20));
    }

    [Fact]
    public async Task Target_WithATooLongName_IsRefusedWhereItIsGiven()
    {
        var channel = Target.Channel(new string('c', 201));

        Should.Throw<ArgumentException>(() => _calls.Send(channel, "greet", "hi")).Message.ShouldContain("at most 200");
        (await Should.ThrowAsync<ArgumentException>(_calls.CommandAsync<string>(channel, "hi", null, CancellationToken.None))).Message.ShouldContain("at most 200");
    }

    [Fact]
    public async Task Commands_OfFleetItself_AreNotTheHostPrograms()
    {
        Should.Throw<ArgumentException>(() => _inbox.Add<int, int>("fleet.workers", (number, _) => Task.FromResult(number)));
        Should.Throw<ArgumentException>(() => _inbox.Add<int>("fleet.notice.WorkerLost", (_, _) => Task.CompletedTask));
        Should.Throw<ArgumentException>(() => _calls.Send(Target.Everyone, "fleet.notice.WorkerLost", 1));
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendCommand(1, Target.Admiral, "fleet.nothing", "");

        (await bot.ReceivedAsync(1))[0].ShouldBe("reply 1: NoHandler The Admiral has no command \"fleet.nothing\".");
    }

    [Fact]
    public async Task Send_ReachesItsTargets_FromTheAdmiral()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        _calls.Send(Target.Channel("wren"), "note", "one");
        _calls.Send(Target.Everyone, "note", "two");

        (await bot.ReceivedAsync(2)).ShouldBe([$"event note from : {Text("one")}", $"event note from : {Text("two")}"]);
        (await stats.ReceivedAsync(1)).ShouldBe([$"event note from : {Text("two")}"]);
        Should.Throw<ArgumentException>(() => _calls.Send(Target.Admiral, "note", "x"));
        Should.Throw<SendException>(() => _calls.Send(Target.Everyone, "note", new string('x', 2_000_000))).Error.ShouldBe(SendError.TooLarge);
    }

    [Fact]
    public async Task Command_ToAWorker_EndsWithItsValue()
    {
        var stats = await _fleet.ActivateAsync("stats#1");

        var reply = _calls.CommandAsync<string>(Target.Service("stats"), 7, new CommandOptions { Name = "count" }, CancellationToken.None);

        (await stats.ReceivedAsync(1))[0].ShouldBe("command count from  within 10000: \u0007");
        stats.Send(h => ReplySend.Write(h, stats.CorrelationOf(0), null), Payload("seven"));
        (await reply.WithDeadline()).ShouldBe("seven");
    }

    [Fact]
    public async Task Command_WithoutAValue_EndsWithWhatAWorkerWouldGet()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        async Task<CommandError> Ends(Task<string> reply) => (await Should.ThrowAsync<CommandException>(() => reply.WithDeadline())).Error;
        Task<string> Ask(Target target, object command) => _calls.CommandAsync<string>(target, command, new CommandOptions { Name = "count" }, CancellationToken.None);

        (await Ends(Ask(Target.Service("nobody"), 1))).ShouldBe(CommandError.NoSuchTarget);
        (await Ends(Ask(Target.Cluster(0), 1))).ShouldBe(CommandError.Unavailable);
        (await Ends(Ask(Target.Admiral, 1))).ShouldBe(CommandError.NoSuchTarget);
        (await Ends(Ask(Target.Service("stats"), new byte[2_000_000]))).ShouldBe(CommandError.TooLarge);

        var unreadable = Ask(Target.Service("stats"), 1);
        await stats.ReceivedAsync(1);
        stats.Send(h => ReplySend.Write(h, stats.CorrelationOf(0), null), Payload(5));
        (await Ends(unreadable)).ShouldBe(CommandError.BadReply);

        var silent = Ask(Target.Service("stats"), 1);
        await stats.ReceivedAsync(2);
        _fleet.Time.Advance(TimeSpan.FromSeconds(10));
        (await Ends(silent)).ShouldBe(CommandError.TimedOut);

        var lost = Ask(Target.Service("stats"), 1);
        await stats.ReceivedAsync(3);
        await stats.LoseAsync();
        (await Ends(lost)).ShouldBe(CommandError.TargetLost);
    }

    [Fact]
    public async Task Command_ToAGroup_YieldsAnOutcomeOfEach_AndTheSilentOneAtTheDeadline()
    {
        await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        var seen = new List<string>();
        var asking = Task.Run(async () =>
        {
            await foreach (var outcome in _calls.CommandAllAsync<string>(Target.Everyone, 7, new CommandOptions { Name = "count" }, CancellationToken.None))
                lock (seen) seen.Add($"{outcome.From}: {outcome.Value ?? $"{outcome.Error!.Error}"}");
        });

        await bot.ReceivedAsync(1);
        bot.Send(h => ReplySend.Write(h, bot.CorrelationOf(0), null), Payload("seven"));
        await Until.TrueAsync(() =>
        {
            lock (seen) return seen.Count == 2;
        });
        _fleet.Time.Advance(TimeSpan.FromSeconds(10));
        await asking.WithDeadline();

        seen.ShouldBe(["cluster-0: seven", "cluster-1: Unavailable", "stats: TimedOut"], ignoreOrder: true);
    }

    [Fact]
    public async Task Wait_GivenUp_EndsAsCancelled()
    {
        await _fleet.ActivateAsync("stats#1");
        using var patience = new CancellationTokenSource();

        var reply = _calls.CommandAsync<string>(Target.Service("stats"), 7, null, patience.Token);
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reply.WithDeadline());
    }

    private byte[] Payload<T>(T value)
    {
        var payload = new ArrayBufferWriter<byte>();
        _serializer.Serialize(value, payload);
        return payload.WrittenSpan.ToArray();
    }

    private string Text(string value) => Encoding.UTF8.GetString(Payload(value));

    private sealed class Host(HostIpcTests test) : IHostProgram
    {
        public bool TryTake(WorkerName from, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload) => test._inbox.TryTake(from, name, payload);

        public Task<Action<IBufferWriter<byte>>>? TryBegin(AdmiralRequest request, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload) => test._inbox.TryBegin(request, name, payload);
    }
}
