using System.Buffers;
using Fleet.Admiral.Options;
using Fleet.Admiral.Tests.Links;
using Fleet.Admiral.Tests.Routing;
using Fleet.Protocol.Evaluation;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Tests.Evaluation;

public class EvalGateTests
{
    private static readonly CallerList s_stats = new(["stats"]);

    [Fact]
    public async Task Evaluation_OfWhoMay_IsPassedOn_AndTold()
    {
        await using var fleet = new RoutingUnderTest(evaluators: s_stats);
        var stats = await fleet.ActivateAsync("stats#1");
        var bot = await fleet.ActivateAsync("cluster-0#3");

        Send(stats, 900, Target.Channel("wren"), "1 + 1");

        (await bot.ReceivedAsync(1)).ShouldHaveSingleItem().ShouldStartWith("command fleet.eval from stats#1 within 5000: ");
        bot.SendReply(bot.CorrelationOf(0), "two");
        (await stats.ReceivedAsync(1)).ShouldBe(["reply 900: two"]);
        // printf '1 + 1' | sha256sum
        fleet.EvalLog.Texts.ShouldBe(["stats#1 has code evaluated in channel wren: 5 characters, SHA-256 72fce59447a01f48"]);
        fleet.EvalLog.Records.ShouldAllBe(record => record.Level == LogLevel.Warning);
    }

    [Fact]
    [Trait("Scenario", "22")]
    public async Task Scenario22_EvaluationOfAnybody_IsRefused_WhereNothingIsConfigured()
    {
        await using var fleet = new RoutingUnderTest();
        var stats = await fleet.ActivateAsync("stats#1");
        var bot = await fleet.ActivateAsync("cluster-0#3");

        Send(stats, 900, Target.Cluster(0), "Environment.Exit(1)");
        Send(stats, 901, Target.Service("stats"), "itself too");

        (await stats.ReceivedAsync(2)).ShouldBe([
            "reply 900: Refused FLEET4602 stats#1 may have nothing evaluated: eval.allow is none.",
            "reply 901: Refused FLEET4602 stats#1 may have nothing evaluated: eval.allow is none."]);
        bot.Received.Frames.ShouldBeEmpty();
        fleet.EvalLog.Texts[0].ShouldBe("FLEET4602 stats#1 wanted code evaluated in cluster 0 and may not (eval.allow is none)");
    }

    [Fact]
    public async Task Evaluation_InAGroup_IsJudgedOnce_AndRefusedForEach()
    {
        await using var fleet = new RoutingUnderTest(evaluators: s_stats);
        var stats = await fleet.ActivateAsync("stats#1");
        var zero = await fleet.ActivateAsync("cluster-0#3");
        var one = await fleet.ActivateAsync("cluster-1#1");

        Send(zero, 900, Target.AllClusters, "1");
        (await zero.ReceivedAsync(3)).Skip(1).ShouldBe([
            "reply 900 of cluster-0: Refused FLEET4602 cluster-0#3 may have nothing evaluated: eval.allow is stats.",
            "reply 900 of cluster-1: Refused FLEET4602 cluster-0#3 may have nothing evaluated: eval.allow is stats."]);
        one.Received.Frames.ShouldBeEmpty();

        Send(stats, 901, Target.AllClusters, "1");
        (await one.ReceivedAsync(1)).ShouldHaveSingleItem().ShouldStartWith("command fleet.eval from stats#1");
        fleet.EvalLog.Texts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Refusals_AreCounted_AndToldTenTimesASecond()
    {
        await using var fleet = new RoutingUnderTest(evaluators: s_stats);
        var bot = await fleet.ActivateAsync("cluster-0#3");

        for (var i = 0; i < 50; i++) Send(bot, (ulong)i, Target.Service("stats"), "1");
        await bot.ReceivedAsync(50);

        fleet.Gate.Refusals.ShouldBe(50);
        fleet.EvalLog.Texts.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Evaluation_ThatCannotBeRead_IsNotPassedOn()
    {
        await using var fleet = new RoutingUnderTest(evaluators: s_stats);
        var stats = await fleet.ActivateAsync("stats#1");
        var bot = await fleet.ActivateAsync("cluster-0#3");

        stats.SendCommand(900, Target.Cluster(0), WorkerCommandNames.Eval, "hi");

        (await stats.ReceivedAsync(1)).ShouldHaveSingleItem().ShouldStartWith("reply 900: BadCommand ");
        bot.Received.Frames.ShouldBeEmpty();
    }

    private static void Send(LinkedWorker from, ulong correlation, Target target, string code)
    {
        var payload = new ArrayBufferWriter<byte>();
        new ContractlessPayloadSerializer().Serialize(new EvalCommand(code), payload);
        from.Send(h => CommandSend.Write(h, correlation, target, "fleet.eval"u8, 5000), payload.WrittenSpan);
    }
}
