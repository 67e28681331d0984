using System.Runtime.Loader;
using Fleet.Protocol.Evaluation;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;
using Fleet.Worker.Evaluation;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Evaluation;

public class EvalDeskTests
{
    // One for all: each brings a compiler of its own, which takes seconds to get going.
    private static readonly ScriptCompiler s_compiler = new(ScriptCompiler.BesideTheWorker);

    private readonly MessagingUnderTest _worker = new();
    private BaseWorker? _bot;

    [Fact]
    public async Task Value_OfTheLastExpression_ComesBack()
    {
        (await ValueAsync<int>("1 + 1")).ShouldBe(2);
        (await ValueAsync<int>("Bot.Number + 1")).ShouldBe(42);
        (await ValueAsync<string>("var names = new[] { \"wren\", \"tit\" }; await Task.Yield(); string.Join(' ', names.Order())")).ShouldBe("tit wren");
        (await ValueAsync<List<int>>("Enumerable.Range(1, 3).ToList()")).ShouldBe([1, 2, 3]);
        (await ValueAsync<Note>("record Told(string Text, int Number); new Told(\"own type\", 7)")).ShouldBe(new Note("own type", 7));
        (await ValueAsync<string?>("Bot.Number++;")).ShouldBeNull();
        (await ValueAsync<int>("Bot.Number")).ShouldBe(42);
        (await ValueAsync<bool>("Ipc != null && Cancellation.CanBeCanceled")).ShouldBeTrue();
    }

    [Fact]
    public async Task Bot_WhoseClassIsNotPublic_IsSeenAsAWorker() =>
        (await ValueAsync<string>("Bot.GetType().Name", new HiddenBot())).ShouldBe("HiddenBot");

    [Fact]
    public async Task Code_ThatDoesNotCompile_IsToldInTheCompilersWords_AsNotExecuted()
    {
        var detail = await FailureAsync("Bot.Nothing + missing", CommandError.BadCommand);

        detail.Message.ShouldStartWith("The code does not compile: (1,5): error CS1061:");
        detail.Message.ShouldContain("(1,15): error CS0103:");
        CommandException.ExecutionOf(CommandError.BadCommand).ShouldBe(CommandExecution.NotExecuted);
        (await FailureAsync("#r \"Nothing.dll\"\n1", CommandError.BadCommand)).Message.ShouldContain("error CS");
    }

    [Fact]
    [Trait("Scenario", "16")]
    public async Task Scenario16_CodeThatThrows_IsToldWithTypeMessageAndStack()
    {
        var detail = await FailureAsync("await Task.Yield(); throw new ArgumentException(\"not today\");", CommandError.Faulted);

        detail.Type.ShouldBe("System.ArgumentException");
        detail.Message.ShouldBe("not today");
        detail.Stack!.ShouldContain("ArgumentException");
        (await FailureAsync("throw new InvalidOperationException(\"at once\");", CommandError.Faulted)).Message.ShouldBe("at once");
    }

    [Fact]
    public async Task Value_ThatCannotBeSent_IsABadReply() =>
        (await FailureAsync("new Action(() => { })", CommandError.BadReply)).Message.ShouldStartWith("The reply could not be written");

    [Fact]
    public async Task Deadline_EndsTheTokenOfTheCode()
    {
        Serve(new PlainBot());
        var code = "var ended = new TaskCompletionSource<string>(); using var _ = Cancellation.Register(() => ended.SetResult(\"ended\")); await ended.Task";

        Send(code, timeoutMilliseconds: 500);
        await Until.TrueAsync(() => _worker.Time.ArmedTimers > 0);
        _worker.Time.Advance(TimeSpan.FromMilliseconds(500));

        await _worker.Link.FramesAsync(1);
        // Where the code had not begun when its time was up, it does not begin.
        if (_worker.SentReply().Error == default) _worker.Serializer.Deserialize<string>(_worker.SentReply().Payload).ShouldBe("ended");
        else FaultDetail.Read(_worker.SentReply().Payload).Type.ShouldBe("System.OperationCanceledException");
    }

    [Fact]
    public async Task Evaluations_BeyondTheBound_AreBusy_AndTheirPlacesAreGivenBack()
    {
        var bot = new PlainBot();
        Serve(bot);
        for (var i = 0; i < 8; i++) Send("await Bot.Gate.Task");
        Send("1");
        await _worker.Link.FramesAsync(1);
        _worker.SentReply().Error.ShouldBe(CommandError.Busy);
        bot.Gate.SetResult(5);
        await _worker.Link.FramesAsync(9);
        await _worker.InHand.WaitIdleAsync(Deadlines.Default, TimeProvider.System).WithDeadline();

        Send("2");

        await _worker.Link.FramesAsync(10);
        _worker.SentReply(9).Payload.ShouldBe([2]);
    }

    [Fact]
    public async Task Code_ThatHasRun_IsUnloaded()
    {
        var before = AssemblyLoadContext.All.ToHashSet();
        (await ValueAsync<int>("1")).ShouldBe(1);

        await Until.TrueAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return AssemblyLoadContext.All.All(context => context.Name != "script" || before.Contains(context));
        });
    }

    [Fact]
    public async Task Compiler_IsLoadedWithTheFirstEvaluation_AndNotBefore()
    {
        var compiler = new ScriptCompiler(ScriptCompiler.BesideTheWorker);
        Serve(new PlainBot(), compiler);
        compiler.IsLoaded.ShouldBeFalse();

        Send("1");
        await _worker.Link.FramesAsync(1);

        compiler.IsLoaded.ShouldBeTrue();
    }

    [Fact]
    public async Task Compiler_ThatIsMissing_IsToldWithItsPath()
    {
        new EvalDesk(new PlainBot(), _worker.Ipc, new ScriptCompiler("/nowhere")).AddTo(_worker.Commands);

        Send("1");

        await _worker.Link.FramesAsync(1);
        _worker.SentReply().Error.ShouldBe(CommandError.Refused);
        FaultDetail.Read(_worker.SentReply().Payload).Message.ShouldBe("FLEET4603 There is nothing to evaluate with: /nowhere/Fleet.Scripting.dll is missing.");
    }

    private async Task<T?> ValueAsync<T>(string code, BaseWorker? bot = null)
    {
        var (error, payload) = await EvaluateAsync(code, bot);
        if (error != default) throw new InvalidOperationException($"{error}: {FaultDetail.Read(payload).Message}");
        return _worker.Serializer.Deserialize<T>(payload);
    }

    private async Task<FaultDetail> FailureAsync(string code, CommandError expected)
    {
        var (error, payload) = await EvaluateAsync(code, null);
        error.ShouldBe(expected);
        return FaultDetail.Read(payload);
    }

    private async Task<(CommandError Error, byte[] Payload)> EvaluateAsync(string code, BaseWorker? bot)
    {
        if (_bot is null) Serve(_bot = bot ?? new PlainBot());
        var index = _worker.Link.Frames.Count;
        Send(code);
        await _worker.Link.FramesAsync(index + 1);
        var (_, error, payload) = _worker.SentReply(index);
        return (error, payload);
    }

    private void Serve(BaseWorker bot, ScriptCompiler? compiler = null) => new EvalDesk(bot, _worker.Ipc, compiler ?? s_compiler).AddTo(_worker.Commands);

    private void Send(string code, int timeoutMilliseconds = 10_000) => _worker.ReceiveCommand(1, WorkerCommandNames.Eval, new EvalCommand(code), timeoutMilliseconds);

    public sealed class PlainBot : BaseServiceWorker
    {
        public int Number { get; set; } = 41;

        public TaskCompletionSource<int> Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class HiddenBot : BaseServiceWorker;
}
