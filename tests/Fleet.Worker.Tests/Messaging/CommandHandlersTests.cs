using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Worker.Tests.Messaging;

public class CommandHandlersTests
{
    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public void Command_WithAHandler_IsAnsweredUnderItsNumber()
    {
        CommandContext? seen = null;
        _worker.Ipc.Handle<Note, int>((note, context) =>
        {
            seen = context;
            context.TimeLeft.ShouldBe(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(1));
            return Task.FromResult(note.Text.Length);
        });

        _worker.ReceiveCommand(77, "Note", new Note("four"));

        var (correlation, error, payload) = _worker.SentReply();
        correlation.ShouldBe(77UL);
        error.ShouldBe((CommandError)0);
        payload.ShouldBe([4]);
        seen!.From.ShouldBe(WorkerName.Parse("cluster-1#4"));
        _worker.InHand.Count.ShouldBe(0);
        _worker.Link.Flushes.ShouldBeGreaterThan(0);
        seen.Cancellation.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Command_AnsweredLater_IsInHandUntilThen()
    {
        var later = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _worker.Ipc.Handle<Note, int>("ask", (_, _) => later.Task);

        _worker.ReceiveCommand(1, "ask", new Note("hi"));

        _worker.InHand.Count.ShouldBe(1);
        _worker.Link.Frames.ShouldBeEmpty();
        later.SetResult(5);
        await _worker.Link.FramesAsync(1);
        _worker.SentReply().Payload.ShouldBe([5]);
        await _worker.InHand.WaitIdleAsync(Deadlines.Default, TimeProvider.System).WithDeadline();
    }

    [Fact]
    public void Command_WithoutAHandler_SaysWhatIsHandled()
    {
        Failed(() => _worker.ReceiveCommand(1, "ask", new Note("")), CommandError.NoHandler).Message.ShouldBe("No handler for \"ask\" (it handles no commands).");
        _worker.Ipc.Handle<Note, int>("b", (_, _) => Task.FromResult(1));
        _worker.Ipc.Handle<Note, int>("a", (_, _) => Task.FromResult(1));

        Failed(() => _worker.ReceiveCommand(1, "ask", new Note("")), CommandError.NoHandler).Message.ShouldBe("No handler for \"ask\" (it handles: a, b).");
    }

    [Fact]
    public void Handler_ThatThrows_IsFaultedWithTypeAndStack()
    {
        _worker.Ipc.Handle<Note, int>("ask", (_, _) => throw new InvalidOperationException("no"));

        var detail = Failed(() => _worker.ReceiveCommand(1, "ask", new Note("")), CommandError.Faulted);

        detail.Message.ShouldBe("no");
        detail.Type.ShouldBe("System.InvalidOperationException");
        detail.Stack!.ShouldContain(nameof(Handler_ThatThrows_IsFaultedWithTypeAndStack));
        _worker.InHand.Count.ShouldBe(0);
    }

    [Fact]
    public void Handler_ThatReturnsNoTask_IsFaulted()
    {
        _worker.Ipc.Handle<Note, int>("ask", (_, _) => null!);

        Failed(() => _worker.ReceiveCommand(1, "ask", new Note("")), CommandError.Faulted).Message.ShouldContain("returned null");
        _worker.InHand.Count.ShouldBe(0);
    }

    [Fact]
    public void Command_ThatCannotBeRead_IsBadAndNotExecuted()
    {
        _worker.Ipc.Handle<List<int>, int>("ask", (_, _) => throw new InvalidOperationException("never"));
        _worker.Ipc.Handle<Bomb, int>("bomb", (_, _) => throw new InvalidOperationException("never"));

        Failed(() => _worker.ReceiveCommand(1, "ask", new Note("")), CommandError.BadCommand).Message.ShouldStartWith("The command could not be read as List`1: ");
        Failed(() => _worker.ReceiveCommand(1, "bomb", new Note("")), CommandError.BadCommand).Message.ShouldContain("write me not");
        _worker.InHand.Count.ShouldBe(0);
    }

    [Fact]
    public void Reply_ThatCannotBeWritten_IsBad()
    {
        _worker.Ipc.Handle<Note, Bomb>("ask", (_, _) => Task.FromResult(new Bomb()));

        Failed(() => _worker.ReceiveCommand(1, "ask", new Note("")), CommandError.BadReply).Message.ShouldContain("read me not");
        _worker.InHand.Count.ShouldBe(0);
    }

    [Fact]
    public void Reply_TooLargeForAFrame_IsBadAndSaysSo()
    {
        _worker.Link.Answer = body => body.Length > 4096 ? SendStatus.TooLarge : SendStatus.Queued;
        _worker.Ipc.Handle<Note, string>("ask", (_, _) => Task.FromResult(new string('x', 5000)));

        Failed(() => _worker.ReceiveCommand(1, "ask", new Note("")), CommandError.BadReply).Message.ShouldContain("5003 bytes");
    }

    [Fact]
    public void Failure_TooLargeForAFrame_IsToldShortened()
    {
        _worker.Link.Answer = body => body.Length > 4096 ? SendStatus.TooLarge : SendStatus.Queued;
        _worker.Ipc.Handle<Note, string>("ask", (_, _) => throw new InvalidOperationException(new string('€', 8000)));

        var detail = Failed(() => _worker.ReceiveCommand(1, "ask", new Note("")), CommandError.Faulted);

        detail.Type.ShouldBe("System.InvalidOperationException");
        detail.Stack.ShouldBeNull();
    }

    [Fact]
    public void Link_ThatIsFullOrClosed_TakesNoReplyAndNothingBreaks()
    {
        _worker.Link.Answer = _ => SendStatus.Full;
        _worker.Ipc.Handle<Note, int>("ask", (_, _) => Task.FromResult(1));

        _worker.ReceiveCommand(1, "ask", new Note(""));
        _worker.ReceiveCommand(1, "other", new Note(""));

        _worker.InHand.Count.ShouldBe(0);
    }

    [Fact]
    public void Handler_Twice_IsRefused_UntilTheFirstIsDisposed()
    {
        var first = _worker.Ipc.Handle<Note, int>("ask", (_, _) => Task.FromResult(1));

        Should.Throw<InvalidOperationException>(() => _worker.Ipc.Handle<Note, int>("ask", (_, _) => Task.FromResult(2))).Message.ShouldContain("\"ask\" already");
        first.Dispose();
        _worker.Ipc.Handle<Note, int>("ask", (_, _) => Task.FromResult(2));
        first.Dispose();

        _worker.ReceiveCommand(1, "ask", new Note(""));
        _worker.SentReply().Payload.ShouldBe([2]);
    }

    [Fact]
    public async Task Handler_CancelledByItsDeadline_IsFaulted()
    {
        _worker.Ipc.Handle<Note, int>("ask", async (_, context) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), _worker.Time, context.Cancellation);
            return 1;
        });
        _worker.ReceiveCommand(1, "ask", new Note(""), timeoutMilliseconds: 500);

        _worker.Time.Advance(TimeSpan.FromMilliseconds(500));

        await _worker.Link.FramesAsync(1);
        var (_, error, payload) = _worker.SentReply();
        error.ShouldBe(CommandError.Faulted);
        FaultDetail.Read(payload).Type.ShouldBe("System.Threading.Tasks.TaskCanceledException");
        await _worker.InHand.WaitIdleAsync(Deadlines.Default, TimeProvider.System).WithDeadline();
        _worker.Time.ArmedTimers.ShouldBe(0);
    }

    private FaultDetail Failed(Action act, CommandError expected)
    {
        var index = _worker.Link.Frames.Count;
        act();
        var (_, error, payload) = _worker.SentReply(index);
        error.ShouldBe(expected);
        return FaultDetail.Read(payload);
    }
}
