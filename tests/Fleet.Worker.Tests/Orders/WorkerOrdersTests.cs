using Fleet.Protocol.Messages;
using Fleet.Protocol.Orders;
using Fleet.TestKit.Time;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Orders;

public class WorkerOrdersTests
{
    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public void Reshard_ThatAsksForTheNumber_SaysSo()
    {
        _ = _worker.Ipc.Fleet.ReshardAutoAsync(clusters: 4);

        var order = _worker.Serializer.Deserialize<OrderCommand>(_worker.SentCommand().Payload)!;
        (order.Kind, order.Clusters, order.Shards, order.AutoShards).ShouldBe((OrderKind.Reshard, 4, null, true));
    }

    [Fact]
    public async Task Order_Sent_IsAwaitedByAskingAgainAndAgain()
    {
        var begun = _worker.Ipc.Fleet.ReshardAsync(clusters: 4);
        var sent = _worker.SentCommand();
        sent.Name.ShouldBe(AdmiralCommandNames.Order);
        sent.Target.ShouldBe(TargetKind.Admiral);
        _worker.Serializer.Deserialize<OrderCommand>(sent.Payload)!.Clusters.ShouldBe(4);
        _worker.ReceiveReply(sent.Correlation, new OperationReport("reshard-1", null));
        var operation = await begun.WithDeadline();
        operation.Id.ShouldBe("reshard-1");

        var end = operation.WaitAsync();
        _worker.SentCommand(1).Name.ShouldBe(AdmiralCommandNames.Operation);
        _worker.ReceiveReply(_worker.SentCommand(1).Correlation, new OperationReport("reshard-1", null));
        end.IsCompleted.ShouldBeFalse();
        _worker.ReceiveReply(_worker.SentCommand(2).Correlation, new OperationReport("reshard-1", new OperationEnd(OrderOutcome.Succeeded, "done")));

        (await end.WithDeadline()).ShouldBe(new OperationEnd(OrderOutcome.Succeeded, "done"));
    }

    [Fact]
    public async Task Order_RefusedAtOnce_EndsWithoutAQuestion()
    {
        var end = _worker.Ipc.RestartServiceAsync("stats");
        _worker.ReceiveReply(_worker.SentCommand().Correlation, new OperationReport("restart-1", new OperationEnd(OrderOutcome.Refused, "no")));

        (await end.WithDeadline()).Outcome.ShouldBe(OrderOutcome.Refused);
        _worker.Link.Frames.Count.ShouldBe(1);
    }

    [Fact]
    public void Order_ThatNamesNobody_IsRefusedHere()
    {
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.Fleet.StopAsync([]); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.Fleet.RestartAsync([""]); });
        _worker.Link.Frames.ShouldBeEmpty();
    }
}
