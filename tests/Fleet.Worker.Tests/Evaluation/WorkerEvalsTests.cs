using Fleet.Protocol.Evaluation;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Evaluation;

public class WorkerEvalsTests
{
    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public async Task Evaluation_IsACommandToItsTarget()
    {
        _worker.Ipc.Evaluations.Timeout = TimeSpan.FromSeconds(20);
        var value = _worker.Ipc.ServiceEvalAsync<int>("stats", "1 + 1");
        var sent = _worker.SentCommand();
        (sent.Target, sent.Name, sent.Timeout).ShouldBe((TargetKind.Service, WorkerCommandNames.Eval, 20_000));
        _worker.Serializer.Deserialize<EvalCommand>(sent.Payload).ShouldBe(new EvalCommand("1 + 1"));

        _worker.ReceiveReply(sent.Correlation, 2);

        (await value.WithDeadline()).ShouldBe(2);
    }

    [Fact]
    public async Task Evaluation_InAGroup_HasOneOutcomeEach()
    {
        var outcomes = new List<CommandOutcome<int>>();
        var all = Task.Run(async () =>
        {
            await foreach (var outcome in _worker.Ipc.EvalAllAsync<int>(Target.AllClusters, "1", new EvalOptions { Timeout = TimeSpan.FromSeconds(1) })) outcomes.Add(outcome);
        });
        await _worker.Link.FramesAsync(1);
        var sent = _worker.SentCommand();
        sent.Timeout.ShouldBe(1000);
        _worker.ReceiveNotice(sent.Correlation, SlotName.Cluster(0), SlotName.Cluster(1));
        _worker.ReceiveReply(sent.Correlation, 1, "cluster-1");
        _worker.ReceiveFailure(sent.Correlation, CommandError.Refused, new FaultDetail("no"), "cluster-0");

        await all.WithDeadline();
        outcomes.Select(outcome => outcome.Error?.Error).ShouldBe([null, CommandError.Refused]);
    }

    [Fact]
    public void Questions_ThatNobodyCanAnswer_AreRefusedHere()
    {
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.EvalAsync<int>(Target.Admiral, "1"); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.EvalAsync<int>(Target.AllClusters, "1"); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.EvalAllAsync<int>(Target.Cluster(1), "1"); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.EvalAsync<int>(Target.Cluster(1), " "); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.EvalAsync<int>(Target.Cluster(1), "1", new EvalOptions { Timeout = TimeSpan.FromHours(1) }); });
        _worker.Link.Frames.ShouldBeEmpty();
    }
}
