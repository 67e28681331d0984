using Fleet.Protocol.Fetching;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Fetching;

/// <summary>Acceptance scenarios 15 and 19 for fetches: every one ends, typed, and one that hangs costs only itself.</summary>
public class WorkerFetchesTests
{
    // Shard 0 of 2, shard 1 of 2; shards 2 and 1 of 4.
    private const string GuildOfShard0 = "8388608";
    private const string GuildOfShard1 = "4194304";

    private readonly MessagingUnderTest _worker = new();

    public WorkerFetchesTests() => _worker.Ipc.Fetches.ShardCount = 2;

    [Fact]
    public async Task User_IsAskedOfAllClusters_AndTheFirstHitWins()
    {
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.User, "7");
        var sent = await SentAsync();
        sent.Target.Kind.ShouldBe(TargetKind.AllClusters);
        sent.Question.Ids.ShouldBe(["7"]);
        sent.Question.ShardCount.ShouldBeNull();
        _worker.ReceiveNotice(sent.Correlation, SlotName.Cluster(0), SlotName.Cluster(3), SlotName.Cluster(4));

        Reply(sent, 0);
        Reply(sent, 3, ("7", new Note("wren")));

        var result = await fetch.WithDeadline();
        result.Outcome.ShouldBe(FetchOutcome.Found);
        result.Value.Text.ShouldBe("wren");
        result.From.ShouldBe(SlotName.Cluster(3));
        _worker.Calls.Any.ShouldBeFalse();
        Reply(sent, 4, ("7", new Note("too late")));
        _worker.Log.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task User_ThatNobodyKnows_IsNotFound()
    {
        var fetch = _worker.Ipc.FetchUserAsync<Note>("7");
        var sent = await SentAsync();
        _worker.ReceiveNotice(sent.Correlation, SlotName.Cluster(0), SlotName.Cluster(3));
        Reply(sent, 0);
        Reply(sent, 3);

        (await fetch.WithDeadline()).ShouldBeNull();
    }

    [Fact]
    [Trait("Scenario", "19")]
    public async Task Scenario19_UserThatNobodyKnows_WhileOneIsGoneAndOneIsSilent_IsUnavailable_AndBothAreNamed()
    {
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.User, "7", new FetchOptions { Timeout = TimeSpan.FromSeconds(3) });
        var sent = await SentAsync();
        sent.Timeout.ShouldBe(3000);
        _worker.ReceiveNotice(sent.Correlation, SlotName.Cluster(0), SlotName.Cluster(1), SlotName.Cluster(2));
        Reply(sent, 0);
        _worker.ReceiveFailure(sent.Correlation, CommandError.Unavailable, new FaultDetail("no active worker"), "cluster-1");
        _worker.Time.Advance(TimeSpan.FromSeconds(3));
        _worker.Calls.Sweep();

        var result = await fetch.WithDeadline();
        result.Outcome.ShouldBe(FetchOutcome.Unavailable);
        result.Failures.Select(failure => (failure.Asked, failure.Error)).ShouldBe([(Target.Cluster(1), CommandError.Unavailable), (Target.Cluster(2), CommandError.TimedOut)]);
        Should.Throw<FetchException>(result.GetValueOrDefault);
    }

    [Fact]
    public async Task Guild_IsAskedOfItsShardAlone()
    {
        var fetch = _worker.Ipc.FetchGuildAsync<Note>(GuildOfShard1);
        var sent = await SentAsync();
        (sent.Target.Kind, sent.Target.Id).ShouldBe((TargetKind.Shard, 1));
        sent.Question.ShardCount.ShouldBe(2);

        Reply(sent, 1, (GuildOfShard1, new Note("birds")));

        (await fetch.WithDeadline())!.Text.ShouldBe("birds");
        _worker.Link.Frames.Count.ShouldBe(1);
    }

    [Fact]
    [Trait("Scenario", "15")]
    public async Task Scenario15_GuildWhoseClusterIsGone_IsUnavailableAtOnce()
    {
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.Guild, GuildOfShard1);
        var sent = await SentAsync();

        _worker.ReceiveFailure(sent.Correlation, CommandError.Unavailable, new FaultDetail("cluster-1 has no active worker"));

        (await fetch.WithDeadline()).Failures.ShouldHaveSingleItem().ShouldBe(new FetchFailure(Target.Shard(1), CommandError.Unavailable, "cluster-1 has no active worker"));
    }

    [Fact]
    public async Task Members_OfAGuild_AreOneQuestion()
    {
        var fetch = _worker.Ipc.FetchMembersAsync<Note>(GuildOfShard1, ["7", "8"]);
        var sent = await SentAsync();
        (sent.Target.Kind, sent.Target.Id).ShouldBe((TargetKind.Shard, 1));
        sent.Question.Ids.ShouldBe([$"{GuildOfShard1}/7", $"{GuildOfShard1}/8"]);

        Reply(sent, 1, ($"{GuildOfShard1}/8", new Note("tit")));

        var members = await fetch.WithDeadline();
        members["7"].Outcome.ShouldBe(FetchOutcome.NotFound);
        members["8"].Value.Text.ShouldBe("tit");
    }

    [Fact]
    public async Task Guilds_OfSeveralShards_AreAskedAtOnce_AndOneThatFailsCostsItsOwnOnly()
    {
        var fetch = _worker.Ipc.FetchGuildsAsync<Note>([GuildOfShard0, GuildOfShard1, "wren", GuildOfShard1]);
        await _worker.Link.FramesAsync(3);
        var sent = Enumerable.Range(0, 3).Select(Sent).ToList();
        var all = sent.Single(one => one.Target.Kind == TargetKind.AllClusters);
        all.Question.Ids.ShouldBe(["wren"]);
        _worker.ReceiveNotice(all.Correlation, SlotName.Cluster(0));
        Reply(all, 0);
        Reply(sent.Single(one => one.Target is { Kind: TargetKind.Shard, Id: 0 }), 0, (GuildOfShard0, new Note("here")));
        _worker.ReceiveFailure(sent.Single(one => one.Target is { Kind: TargetKind.Shard, Id: 1 }).Correlation, CommandError.TargetLost, new FaultDetail("lost"));

        var guilds = await fetch.WithDeadline();

        guilds.ToDictionary(guild => guild.Key, guild => guild.Value.Outcome).ShouldBe(
            new Dictionary<string, FetchOutcome> { [GuildOfShard0] = FetchOutcome.Found, [GuildOfShard1] = FetchOutcome.Unavailable, ["wren"] = FetchOutcome.NotFound }, ignoreOrder: true);
    }

    [Fact]
    public async Task Fetches_OfOneId_DoNotMix()
    {
        var user = _worker.Ipc.FetchAsync<Note>(EntityKinds.User, "7");
        var channel = _worker.Ipc.FetchAsync<Note>(EntityKinds.Channel, "7");
        await _worker.Link.FramesAsync(2);
        var sent = new[] { Sent(0), Sent(1) }.ToDictionary(one => one.Question.Kind);
        foreach (var one in sent.Values) _worker.ReceiveNotice(one.Correlation, SlotName.Cluster(0));

        Reply(sent["channel"], 0, ("7", new Note("channel")));
        Reply(sent["user"], 0, ("7", new Note("user")));

        (await user.WithDeadline()).Value.Text.ShouldBe("user");
        (await channel.WithDeadline()).Value.Text.ShouldBe("channel");
    }

    [Fact]
    public async Task Guild_AfterAReshard_IsAskedAgainOfItsNewShard()
    {
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.Guild, GuildOfShard0);
        var sent = await SentAsync();
        _worker.ReceiveReply(sent.Correlation, new FetchReply("cluster-0", 4, Elsewhere: true, [], []));

        var again = await SentAsync(1);
        (again.Target.Kind, again.Target.Id, again.Question.ShardCount).ShouldBe((TargetKind.Shard, 2, 4));
        Reply(again, 1, (GuildOfShard0, new Note("birds")));

        (await fetch.WithDeadline()).Value.Text.ShouldBe("birds");
        _worker.Ipc.Fetches.ShardCount.ShouldBe(4);
    }

    [Fact]
    public async Task Guild_OfAShardThatIsNoMore_IsAskedAgain_WithTheNumberOfShardsLearntAnew()
    {
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.Guild, GuildOfShard1);
        _worker.ReceiveFailure((await SentAsync()).Correlation, CommandError.NoSuchTarget, new FaultDetail("There is no shard 1"));
        var learn = await SentAsync(1);
        (learn.Target.Kind, learn.Question.Ids.Length).ShouldBe((TargetKind.AllClusters, 0));
        _worker.ReceiveNotice(learn.Correlation, SlotName.Cluster(0), SlotName.Cluster(1));
        _worker.ReceiveFailure(learn.Correlation, CommandError.Unavailable, new FaultDetail("down"), "cluster-1");
        _worker.ReceiveReply(learn.Correlation, new FetchReply("cluster-0", 1, false, [], []), "cluster-0");

        var again = await SentAsync(2);
        (again.Target.Kind, again.Target.Id).ShouldBe((TargetKind.Shard, 0));
        Reply(again, 0);

        (await fetch.WithDeadline()).Outcome.ShouldBe(FetchOutcome.NotFound);
    }

    [Fact]
    public async Task Fleet_ThatIsReshardedAgainAndAgain_LeavesItUnavailable()
    {
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.Guild, GuildOfShard0);
        for (var turn = 0; turn < 4; turn++)
        {
            var sent = await SentAsync(turn);
            _worker.ReceiveReply(sent.Correlation, new FetchReply("cluster-0", sent.Question.ShardCount!.Value + 1, Elsewhere: true, [], []));
        }

        (await fetch.WithDeadline()).Outcome.ShouldBe(FetchOutcome.Unavailable);
        _worker.Link.Frames.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Target_ThatTheCallerNames_AloneIsAsked()
    {
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.Channel, "wren", new FetchOptions { Target = Target.Channel("wren"), IdsOnly = true });
        var sent = await SentAsync();
        sent.Target.Kind.ShouldBe(TargetKind.Channel);
        sent.Question.IdsOnly.ShouldBeTrue();

        _worker.ReceiveReply(sent.Correlation, new FetchReply("cluster-0", 2, false, ["wren"], []));

        (await fetch.WithDeadline()).Outcome.ShouldBe(FetchOutcome.Found);
    }

    [Fact]
    public async Task Rule_OfTheCaller_TakesThePlaceOfTheUsualOne()
    {
        var fetch = _worker.Ipc.FetchAsync<Note>("thread", "wren-1", new FetchOptions { ShardOf = (id, shards) => (id[^1] - '0') % shards });
        var sent = await SentAsync();
        (sent.Target.Kind, sent.Target.Id).ShouldBe((TargetKind.Shard, 1));
        Reply(sent, 1);

        (await fetch.WithDeadline()).Outcome.ShouldBe(FetchOutcome.NotFound);
    }

    [Fact]
    public async Task Value_ThatCannotBeRead_IsUnavailable_AndSaysWhy()
    {
        var fetch = _worker.Ipc.FetchAsync<int>(EntityKinds.User, "7");
        var sent = await SentAsync();
        _worker.ReceiveNotice(sent.Correlation, SlotName.Cluster(0));

        Reply(sent, 0, ("7", new Note("no number")));

        (await fetch.WithDeadline()).Failures.ShouldHaveSingleItem().Error.ShouldBe(CommandError.BadReply);
    }

    [Fact]
    public async Task Link_ThatIsClosed_OrCaller_ThatCancels_EndsIt()
    {
        using var stop = new CancellationTokenSource();
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.User, "7", cancellationToken: stop.Token);
        await SentAsync();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(fetch.WithDeadline());
        _worker.Calls.Any.ShouldBeFalse();

        _worker.Link.Answer = _ => Fleet.Protocol.Connections.SendStatus.Closed;
        (await _worker.Ipc.FetchAsync<Note>(EntityKinds.User, "7").WithDeadline()).Outcome.ShouldBe(FetchOutcome.Unavailable);
        (await _worker.Ipc.FetchAsync<Note>(EntityKinds.Guild, GuildOfShard0).WithDeadline()).Outcome.ShouldBe(FetchOutcome.Unavailable);
    }

    [Fact]
    public async Task Questions_ThatNobodyCanAnswer_AreRefusedHere()
    {
        (await _worker.Ipc.FetchManyAsync<Note>("user", []).WithDeadline()).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.FetchManyAsync<Note>("", ["7"]); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.FetchManyAsync<Note>("user", [""]); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.FetchManyAsync<Note>("user", [new string('7', 201)]); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.FetchManyAsync<Note>("user", [.. Enumerable.Range(0, 1001).Select(i => $"{i}")]); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.FetchManyAsync<Note>("user", ["7"], new FetchOptions { Target = Target.Service("stats") }); });
        Should.Throw<ArgumentException>(() => { _ = _worker.Ipc.FetchManyAsync<Note>("user", ["7"], new FetchOptions { Timeout = TimeSpan.Zero }); });
        _worker.Link.Frames.ShouldBeEmpty();
    }

    [Fact]
    public async Task Timeout_WithoutAWord_IsTheConfigurations()
    {
        _worker.Ipc.Fetches.Timeout = TimeSpan.FromHours(1);
        var fetch = _worker.Ipc.FetchAsync<Note>(EntityKinds.User, "7");

        (await SentAsync()).Timeout.ShouldBe(3_600_000);

        _worker.Calls.LoseAll();
        (await fetch.WithDeadline()).Failures.ShouldHaveSingleItem().Error.ShouldBe(CommandError.TargetLost);
    }

    private void Reply(SentQuestion sent, int cluster, params (string Id, Note Value)[] known) => _worker.ReceiveReply(
        sent.Correlation,
        new FetchReply($"cluster-{cluster}", 2, false, [.. known.Select(one => one.Id)], [.. known.Select(one => _worker.Payload(one.Value))]),
        sent.Target.Kind == TargetKind.AllClusters ? $"cluster-{cluster}" : "");

    private async Task<SentQuestion> SentAsync(int index = 0)
    {
        await _worker.Link.FramesAsync(index + 1);
        return Sent(index);
    }

    private SentQuestion Sent(int index)
    {
        var reader = new MsgPackReader(_worker.Link.Frames[index]);
        var (_, fields) = MessageHeader.Read(ref reader);
        var sent = CommandSend.Read(ref reader, fields);
        Utf8Names.Comparer.Create(sent.Name).ShouldBe(WorkerCommandNames.Fetch);
        return new SentQuestion(sent.Correlation, (sent.Target.Kind, sent.Target.Id), sent.TimeoutMilliseconds, _worker.Serializer.Deserialize<FetchQuestion>(sent.Payload)!);
    }

    private sealed record SentQuestion(ulong Correlation, (TargetKind Kind, int Id) Target, int Timeout, FetchQuestion Question);
}
