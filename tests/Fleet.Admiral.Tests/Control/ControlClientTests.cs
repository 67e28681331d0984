using System.Text.Json;
using Fleet.Admiral.Control;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Control;

public sealed class ControlClientTests
{
    private const string Item = """{"operation":"restart-1","slot":"stats","state":"starting","text":"","final":false}""";

    [Fact]
    public async Task Answer_OfAnotherVersion_IsAFaultAndNoCrash()
    {
        using var server = ForeignServer.Answering("200 OK", """{"fleet":"pingbot"}""");

        (await FaultAsync(server)).ShouldStartWith("FLEET5006 the admiral's answer cannot be understood: ");
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("")]
    [InlineData("null")]
    public async Task Answer_ThatIsNoneOfOurs_IsAFault(string body)
    {
        using var server = ForeignServer.Answering("200 OK", body);

        (await FaultAsync(server)).ShouldStartWith("FLEET500");
    }

    [Fact]
    public async Task Answer_CutOff_IsAFault()
    {
        using var server = ForeignServer.Answering("200 OK", "{\"fleet\":", length: 500);

        (await FaultAsync(server)).ShouldStartWith("FLEET5003 the admiral at ");
    }

    [Fact]
    public async Task Answer_ThatNeverComes_IsAFault()
    {
        using var server = ForeignServer.Sending("");

        (await FaultAsync(server)).ShouldStartWith("FLEET5003 the admiral at ");
    }

    [Fact]
    public async Task Refusal_WithItsReason_IsThatReason()
    {
        using var server = ForeignServer.Answering("400 Bad Request", """{"code":"FLEET5006","text":"the request is null."}""");

        (await FaultAsync(server)).ShouldBe("FLEET5006 the request is null.");
    }

    [Theory]
    [InlineData("<html>no</html>")]
    [InlineData("null")]
    public async Task Refusal_InOtherWords_TellsItsStatus(string body)
    {
        using var server = ForeignServer.Answering("404 Not Found", body);

        (await FaultAsync(server)).ShouldBe("FLEET5006 the admiral refused the request (404 NotFound). Are fleet and the admiral of one version?");
    }

    [Fact]
    public async Task Socket_WithAPathThatNoSocketCanHave_IsAFault()
    {
        using var client = new ControlClient("/" + new string('x', 300));

        (await Should.ThrowAsync<ControlException>(() => client.GetHealthAsync(CancellationToken.None).WithDeadline())).Fault.Code.ShouldBe("FLEET5001");
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("{\"operation\":\"rest")]
    [InlineData("null\n")]
    [InlineData("")]
    public async Task Progress_ThatBreaksOff_IsAFaultBehindWhatCameBefore(string rest)
    {
        using var server = ForeignServer.Sending($"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n{Item}\n{rest}");
        using var client = new ControlClient(server.Socket);
        await using var items = client.RestartAsync(new RestartRequest(["all"], Hard: false), CancellationToken.None).GetAsyncEnumerator();

        (await items.MoveNextAsync().AsTask().WithDeadline()).ShouldBeTrue();
        items.Current.Slot.ShouldBe("stats");
        (await Should.ThrowAsync<ControlException>(() => items.MoveNextAsync().AsTask().WithDeadline())).Fault.Code.ShouldBe("FLEET5003");
    }

    [Fact]
    public async Task Question_GivenUp_IsNoFault()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.StatsHang = true;
        using var client = fleet.Client();
        using var patience = new CancellationTokenSource();
        var asking = client.GetStatsAsync(collectNow: true, patience.Token);
        await Until.TrueAsync(() => fleet.Control.Requests.Count == 1);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking.WithDeadline());
    }

    [Fact]
    public void WorkerList_AsJson_KeepsTheNamesThatScriptsReadAndTheirOrder()
    {
        var list = WorkerList.Of(new FleetStatus
        {
            Fleet = "pingbot",
            Host = "wren",
            Pid = 1,
            Mode = "running",
            Generation = 1,
            StartedAt = DateTimeOffset.UnixEpoch,
            Workers = [new WorkerSummary("cluster-0", "cluster-0#2", "cluster", "active", 4100, 1, 3, 1.5, 4096, true, "a note")],
        });

        JsonSerializer.Serialize(list, ControlJson.Default.WorkerList).ShouldBe(
            """{"workers":[{"slot":"cluster-0","worker":"cluster-0#2","kind":"cluster","pid":4100,"phase":"active","restarts":1,"generation":3,"uptimeSeconds":1.5,"memoryBytes":4096,"pinned":true,"note":"a note"}]}""");
    }

    private static async Task<string> FaultAsync(ForeignServer server)
    {
        using var client = new ControlClient(server.Socket);
        return (await Should.ThrowAsync<ControlException>(() => client.GetStatusAsync(CancellationToken.None).WithDeadline())).Fault.ToString();
    }
}
