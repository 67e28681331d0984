using Fleet.TestKit.Time;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Tests.Messaging;

public class EventSubscriptionsTests
{
    private readonly MessagingUnderTest _worker = new();
    private readonly List<string> _heard = [];

    [Fact]
    public void Event_WithAHandler_IsDecodedAndTellsItsSender()
    {
        EventContext? seen = null;
        _worker.Ipc.On<Note>("note", (note, context) =>
        {
            _heard.Add(note.Text);
            seen = context;
            return Task.CompletedTask;
        });

        _worker.ReceiveEvent("note", new Note("hi"), "stats#3");

        _heard.ShouldBe(["hi"]);
        seen!.From.ShouldBe(WorkerName.Parse("stats#3"));
        seen.Cancellation.IsCancellationRequested.ShouldBeFalse();
        _worker.Stopping.Cancel();
        seen.Cancellation.IsCancellationRequested.ShouldBeTrue();
        _worker.InHand.Count.ShouldBe(0);
    }

    [Fact]
    public void Event_WithoutAHandler_IsNobodysBusiness()
    {
        _worker.ReceiveEvent("other", new Note("hi"));

        _worker.Log.Records.ShouldBeEmpty();
    }

    [Fact]
    public void Event_WithSeveralHandlers_ReachesAllInOrder_EachInItsOwnType()
    {
        Hear("first");
        _worker.Ipc.On<Title>("note", (title, _) => Heard($"title {title.Text}"));
        Hear("third");

        _worker.ReceiveEvent("note", new Note("hi"));

        _heard.ShouldBe(["first hi", "title hi", "third hi"]);
    }

    [Fact]
    public void Registration_Disposed_HearsNoMore_AndOnlyItsOwn()
    {
        var first = Hear("first");
        Hear("second");

        first.Dispose();
        first.Dispose();
        _worker.ReceiveEvent("note", new Note("hi"));

        _heard.ShouldBe(["second hi"]);
    }

    [Fact]
    public void Registration_DisposedByAHandlerOfTheSameEvent_StillGetsThisOne()
    {
        IDisposable second = null!;
        _worker.Ipc.On<Note>("note", (_, _) =>
        {
            second.Dispose();
            return Task.CompletedTask;
        });
        second = Hear("second");

        _worker.ReceiveEvent("note", new Note("one"));
        _worker.ReceiveEvent("note", new Note("two"));

        _heard.ShouldBe(["second one"]);
    }

    [Fact]
    public async Task Handler_ThatThrows_IsLoggedAndHoldsNobodyUp()
    {
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _worker.Ipc.On<Note>("note", (_, _) => throw new InvalidOperationException("at once"));
        _worker.Ipc.On<Note>("note", async (_, _) =>
        {
            await later.Task;
            throw new InvalidOperationException("later");
        });
        _worker.Ipc.On<Note>("note", (_, _) => null!);
        Hear("last");

        _worker.ReceiveEvent("note", new Note("hi"));

        _heard.ShouldBe(["last hi"]);
        _worker.InHand.Count.ShouldBe(1);
        later.SetResult();
        (await _worker.InHand.WaitIdleAsync(Deadlines.Default, TimeProvider.System).WithDeadline()).ShouldBeTrue();
        _worker.Log.Records.Select(r => r.Exception!.Message).ShouldBe(["at once", "later"]);
        _worker.Log.Records.ShouldAllBe(r => r.Level == LogLevel.Error && r.Text == "The handler of event \"note\" failed.");
    }

    [Fact]
    public void Handler_ThatCannotReadTheMessage_IsLeftOut_TheOthersAreNot()
    {
        _worker.Ipc.On<List<int>>("note", (_, _) => Heard("never"));
        _worker.Ipc.On<Bomb>("note", (_, _) => Heard("never"));
        Hear("last");

        _worker.ReceiveEvent("note", new Note("hi"));

        _heard.ShouldBe(["last hi"]);
        _worker.Log.Texts.Count.ShouldBe(2);
        _worker.Log.Texts.ShouldAllBe(text => text.StartsWith("Event \"note\" of cluster-1#4 could not be read as "));
        _worker.InHand.Count.ShouldBe(0);
    }

    [Fact]
    public void Event_ThatAloneCannotBeRead_IsLogged()
    {
        _worker.Ipc.On<List<int>>("note", (_, _) => Heard("never"));

        _worker.ReceiveEvent("note", new Note("hi"), from: "");

        _heard.ShouldBeEmpty();
        _worker.Log.Texts.ShouldHaveSingleItem().ShouldContain("of the Admiral");
    }

    [Fact]
    public async Task Handlers_UnderWay_AreCountedUntilTheirEnd()
    {
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _worker.Ipc.On<Note>("note", (_, _) => later.Task);

        _worker.ReceiveEvent("note", new Note("1"));
        _worker.ReceiveEvent("note", new Note("2"));

        _worker.InHand.Count.ShouldBe(2);
        later.SetResult();
        await _worker.InHand.WaitIdleAsync(Deadlines.Default, TimeProvider.System).WithDeadline();
    }

    [Fact]
    public async Task Registrations_FromManyThreads_AreAllKept()
    {
        var registrations = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 100).Select(_ => _worker.Ipc.On<Note>("note", (_, _) =>
            {
                _heard.Add("");
                return Task.CompletedTask;
            })).ToList()))).WithDeadline();

        _worker.ReceiveEvent("note", new Note("hi"));
        _heard.Count.ShouldBe(800);

        foreach (var registration in registrations.SelectMany(r => r)) registration.Dispose();
        _worker.ReceiveEvent("note", new Note("hi"));
        _heard.Count.ShouldBe(800);
    }

    /// <summary>A note as another bot sees it.</summary>
    public sealed record Title(string Text, string Author = "nobody");

    private IDisposable Hear(string who) => _worker.Ipc.On<Note>("note", (note, _) => Heard($"{who} {note.Text}"));

    private Task Heard(string what)
    {
        _heard.Add(what);
        return Task.CompletedTask;
    }
}
