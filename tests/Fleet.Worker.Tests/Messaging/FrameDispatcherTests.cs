using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Worker.Messaging;
using Fleet.Worker.Running;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Tests.Messaging;

public class FrameDispatcherTests
{
    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public void Orders_OnTheLife_GoToTheHooks()
    {
        _worker.Receive(h => Activate.Write(h, 10_000), [1, 2, 3]);
        _worker.Receive(new Deactivate(5_000).Write);
        _worker.Receive(new StopOrder(StopReason.Replaced, 3_000).Write);

        _worker.LifeOrders.Count.ShouldBe(3);
        _worker.LifeOrders[0].ShouldBeOfType<LifeOrder.Activate>().State.ShouldBe([1, 2, 3]);
        _worker.LifeOrders[1].ShouldBe(new LifeOrder.Deactivate(TimeSpan.FromSeconds(5)));
        _worker.LifeOrders[2].ShouldBe(new LifeOrder.Stop(TimeSpan.FromSeconds(3), StopReason.Replaced));
    }

    [Fact]
    public void QuestionsAndNotices_GoToTheHooks()
    {
        _worker.Receive(new StatsAsk(42).Write);
        _worker.Receive(new GapNotice(7).Write);

        _worker.StatsAsked.ShouldBe([42]);
        _worker.Gaps.ShouldBe([7]);
        _worker.Log.Records.ShouldHaveSingleItem().Level.ShouldBe(LogLevel.Warning);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c1")]
    [InlineData("9130")]
    [InlineData("9163")]
    [InlineData("9106")]
    [InlineData("9222ff")]
    public void Frame_ThatCannotBeRead_IsLoggedAndDropped(string hex)
    {
        _worker.Receive(Convert.FromHexString(hex));

        _worker.Log.Records.ShouldHaveSingleItem().Level.ShouldBe(LogLevel.Error);
    }

    [Fact]
    public void Failure_OfAHook_DoesNotReachTheReader()
    {
        var log = new TestKit.Logging.RecordedLog();
        var hooks = new DispatcherHooks(_ => { }, _ => { }, _ => throw new InvalidOperationException("a bug"), _ => { });
        var dispatcher = new FrameDispatcher(_worker.Events, _worker.Commands, _worker.Calls, hooks, log);
        var turn = new DispatchTurn(new ConnectionReader(), began: 0);

        dispatcher.Dispatch([0x92, 0x24, 0x01], ref turn);

        log.Records.ShouldHaveSingleItem().Exception!.Message.ShouldBe("a bug");
    }
}
