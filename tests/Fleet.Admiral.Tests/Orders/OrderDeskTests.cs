using System.Buffers;
using System.Text;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;
using Fleet.Admiral.Orders;
using Fleet.Admiral.Tests.Control;
using Fleet.Admiral.Tests.Links;
using Fleet.Admiral.Tests.Routing;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Orders;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Logging;

namespace Fleet.Admiral.Tests.Orders;

public sealed class OrderDeskTests : IAsyncDisposable
{
    private readonly RoutingUnderTest _fleet = new();
    private readonly FakeFleetControl _control = new();
    private readonly ContractlessPayloadSerializer _serializer = new();

    private readonly RecordedLog<OrderDesk> _log = new();

    public OrderDeskTests() => Serve(CallerList.All, _fleet);

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Order_Begun_IsAnsweredWithItsName_AndItsEndIsToldToWhoAsks()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        _control.Says(FakeFleetControl.Step("", "preparing"), FakeFleetControl.Step("stats", "starting"));

        Send(bot, 1, AdmiralCommandNames.Order, new OrderCommand(OrderKind.Restart) { Names = ["stats"], Hard = true });
        (await ReportAsync(bot, 0)).ShouldBe(new OperationReport("restart-1", null));
        _control.Requests.ShouldHaveSingleItem().ShouldBeOfType<RestartRequest>().Hard.ShouldBeTrue();

        Send(bot, 2, AdmiralCommandNames.Operation, new OperationQuestion("restart-1"));
        _control.Says(FakeFleetControl.End(OperationOutcome.Succeeded, "1 slot was restarted."));
        (await ReportAsync(bot, 1)).ShouldBe(new OperationReport("restart-1", new OperationEnd(OrderOutcome.Succeeded, "1 slot was restarted.")));
        Send(bot, 3, AdmiralCommandNames.Operation, new OperationQuestion("restart-1"));
        (await ReportAsync(bot, 2)).End!.Outcome.ShouldBe(OrderOutcome.Succeeded);
    }

    [Fact]
    public async Task Order_ThatIsRefused_EndsWithItsBeginning()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        _control.Says(FakeFleetControl.End(OperationOutcome.Refused, "another operation runs"));

        Send(bot, 1, AdmiralCommandNames.Order, new OrderCommand(OrderKind.Reshard) { Clusters = 4, AutoShards = true });
        var begun = await ReportAsync(bot, 0);
        _control.Requests.ShouldHaveSingleItem().ShouldBe(new ReshardRequest(4, AutoShards: true));

        Send(bot, 2, AdmiralCommandNames.Operation, new OperationQuestion(begun.Id));
        (await ReportAsync(bot, 1)).End.ShouldBe(new OperationEnd(OrderOutcome.Refused, "another operation runs"));
    }

    [Fact]
    public async Task Question_WhileItRuns_IsAnsweredAfterAWhile()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        _control.Says(FakeFleetControl.Step("stats", "starting"));
        Send(bot, 1, AdmiralCommandNames.Order, new OrderCommand(OrderKind.Shutdown));
        await ReportAsync(bot, 0);
        Send(bot, 2, AdmiralCommandNames.Operation, new OperationQuestion("restart-1"));
        Send(bot, 3, AdmiralCommandNames.Operation, new OperationQuestion("other-9"));
        (await bot.ReceivedAsync(2))[1].ShouldStartWith("reply 3: Refused No operation other-9");

        _fleet.Time.Advance(TimeSpan.FromSeconds(20));

        (await ReportAsync(bot, 2)).ShouldBe(new OperationReport("restart-1", null));
    }

    [Theory]
    [InlineData(OrderKind.Restart)]
    [InlineData(OrderKind.Stop)]
    [InlineData(OrderKind.AddService)]
    [InlineData((OrderKind)99)]
    public async Task Order_WithoutWhatItNeeds_IsBad(OrderKind kind)
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        Send(bot, 1, AdmiralCommandNames.Order, new OrderCommand(kind));

        (await bot.ReceivedAsync(1))[0].ShouldStartWith("reply 1: BadCommand ");
        _control.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Order_IsLogged_WithWhoGaveIt()
    {
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        _control.Says(FakeFleetControl.End(OperationOutcome.Refused, "another operation runs"));

        Send(bot, 1, AdmiralCommandNames.Order, new OrderCommand(OrderKind.Restart) { Names = ["stats", "cluster-1"], Hard = true });
        await ReportAsync(bot, 0);

        _log.Texts.ShouldBe(["cluster-0#3 gave an order: restart hard stats cluster-1"]);
    }

    [Theory]
    [InlineData("services", "stats#1", "cluster-0#3")]
    [InlineData("clusters", "cluster-0#3", "stats#1")]
    [InlineData("cluster-1", "cluster-1#1", "cluster-0#3")]
    [InlineData("none", null, "stats#1")]
    public async Task Order_OfAWorkerThatMayNot_IsRefused_AndTold(string word, string? allowed, string refused)
    {
        await using var fleet = new RoutingUnderTest();
        Serve(new CallerList([word]), fleet);
        var bot = await fleet.ActivateAsync(refused);
        for (var i = 1; i <= 20; i++) Send(bot, (ulong)i, AdmiralCommandNames.Order, new OrderCommand(OrderKind.Shutdown));

        (await bot.ReceivedAsync(20)).ShouldAllBe(reply => reply.EndsWith($": Refused FLEET4601 {refused} may give no orders: orders.allow is {word}."));
        _control.Requests.ShouldBeEmpty();
        _log.Texts.ShouldBe(Enumerable.Repeat($"FLEET4601 {refused} gave an order that it may not give: shut down (orders.allow is {word})", 10));
        if (allowed is null) return;
        var other = await fleet.ActivateAsync(allowed);
        _control.Says(FakeFleetControl.Step("stats", "starting"));
        Send(other, 1, AdmiralCommandNames.Order, new OrderCommand(OrderKind.Shutdown));
        (await ReportAsync(other, 0)).Id.ShouldBe("restart-1");
    }

    private void Serve(CallerList allowed, RoutingUnderTest fleet) => new OrderDesk(_control, allowed, fleet.Time, _log).AddTo(fleet.Commands);

    private void Send<T>(LinkedWorker bot, ulong correlation, string name, T command)
    {
        var payload = new ArrayBufferWriter<byte>();
        _serializer.Serialize(command, payload);
        bot.Send(h => CommandSend.Write(h, correlation, Target.Admiral, Encoding.UTF8.GetBytes(name), 60_000), payload.WrittenSpan);
    }

    private async Task<OperationReport> ReportAsync(LinkedWorker bot, int index)
    {
        var frame = (await bot.Received.FramesAsync(index + 1))[index];
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        var reply = ReplyDelivery.Read(ref reader, fields);
        reply.Error.ShouldBe(0);
        return _serializer.Deserialize<OperationReport>(reply.Payload)!;
    }
}
