using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.Control;

/// <summary>Asks a running Admiral over its control socket.</summary>
/// <remarks>Every call may throw <see cref="ControlException"/>. How long to wait is the caller's decision, by its token.</remarks>
public sealed class ControlClient : IDisposable
{
    // Beyond it an item is no progress of ours.
    private const int LongestAnswer = 16 * 1024 * 1024;

    private readonly HttpClient _http;

    /// <summary>Makes a client. It connects at the first call.</summary>
    /// <param name="socket">The control socket's path.</param>
    public ControlClient(string socket)
    {
        Socket = socket;
        var handler = new SocketsHttpHandler { ConnectCallback = (_, ct) => ConnectAsync(socket, ct), UseProxy = false, AllowAutoRedirect = false };
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://fleet"), Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
    }

    /// <summary>The control socket's path.</summary>
    public string Socket { get; }

    /// <summary>Asks which Admiral answers.</summary>
    public Task<FleetHealth> GetHealthAsync(CancellationToken ct) => GetAsync("/v1/health", ControlJson.Default.FleetHealth, ct);

    /// <summary>See <see cref="IFleetControl.GetStatus"/>.</summary>
    public Task<FleetStatus> GetStatusAsync(CancellationToken ct) => GetAsync("/v1/status", ControlJson.Default.FleetStatus, ct);

    /// <summary>See <see cref="IFleetControl.GetStatsAsync"/>.</summary>
    public Task<FleetStats> GetStatsAsync(bool collectNow, CancellationToken ct) =>
        GetAsync(collectNow ? "/v1/stats?collect=true" : "/v1/stats", ControlJson.Default.FleetStats, ct);

    /// <summary>See <see cref="IFleetControl.RestartAsync"/>. The last item carries the result.</summary>
    public IAsyncEnumerable<OperationProgress> RestartAsync(RestartRequest request, CancellationToken ct) =>
        OperateAsync("/v1/restart", JsonContent.Create(request, ControlJson.Default.RestartRequest), ct);

    /// <summary>See <see cref="IFleetControl.StopAsync"/>. The last item carries the result.</summary>
    public IAsyncEnumerable<OperationProgress> StopAsync(StopRequest request, CancellationToken ct) =>
        OperateAsync("/v1/stop", JsonContent.Create(request, ControlJson.Default.StopRequest), ct);

    /// <summary>See <see cref="IFleetControl.StartAsync"/>. The last item carries the result.</summary>
    public IAsyncEnumerable<OperationProgress> StartAsync(StartRequest request, CancellationToken ct) =>
        OperateAsync("/v1/start", JsonContent.Create(request, ControlJson.Default.StartRequest), ct);

    /// <summary>See <see cref="IFleetControl.ReshardAsync"/>. The last item carries the result.</summary>
    public IAsyncEnumerable<OperationProgress> ReshardAsync(ReshardRequest request, CancellationToken ct) =>
        OperateAsync("/v1/reshard", JsonContent.Create(request, ControlJson.Default.ReshardRequest), ct);

    /// <summary>See <see cref="IFleetControl.SteerAsync"/>. The last item carries the result.</summary>
    public IAsyncEnumerable<OperationProgress> SteerAsync(SteerRequest request, CancellationToken ct) =>
        OperateAsync("/v1/steer", JsonContent.Create(request, ControlJson.Default.SteerRequest), ct);

    /// <summary>See <see cref="IFleetControl.AddServiceAsync"/>. The last item carries the result.</summary>
    public IAsyncEnumerable<OperationProgress> AddServiceAsync(AddServiceRequest request, CancellationToken ct) =>
        OperateAsync("/v1/services/add", JsonContent.Create(request, ControlJson.Default.AddServiceRequest), ct);

    /// <summary>See <see cref="IFleetControl.RemoveServiceAsync"/>. The last item carries the result.</summary>
    public IAsyncEnumerable<OperationProgress> RemoveServiceAsync(RemoveServiceRequest request, CancellationToken ct) =>
        OperateAsync("/v1/services/remove", JsonContent.Create(request, ControlJson.Default.RemoveServiceRequest), ct);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
        try
        {
            return await response.Content.ReadFromJsonAsync(type, ct) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new ControlException(new FleetFault("FLEET5006", $"the admiral's answer cannot be understood: {e.Message} Are fleet and the admiral of one version?"), e);
        }
    }

    private async IAsyncEnumerable<OperationProgress> OperateAsync(string path, HttpContent content, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        using var response = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ct));
        while (true)
        {
            var progress = await NextAsync(reader, ct);
            yield return progress;
            if (progress.Final) yield break;
        }
    }

    private async Task<OperationProgress> NextAsync(StreamReader reader, CancellationToken ct)
    {
        try
        {
            var line = await reader.ReadLineAsync(ct) ?? throw WentAway(null);
            return JsonSerializer.Deserialize(line, ControlJson.Default.OperationProgress) ?? throw WentAway(null);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw WentAway(e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken ct)
    {
        try
        {
            var response = await _http.SendAsync(request, completion, ct);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw new ControlException(await FaultAsync(response, ct));
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException or ArgumentException)
        {
            throw new ControlException(new FleetFault("FLEET5001", $"no running fleet found: nobody answers at {Socket}. Start it: fleet run, or name it: --socket."), e);
        }
        catch (HttpRequestException e)
        {
            throw WentAway(e);
        }
    }

    private static async Task<FleetFault> FaultAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            if (await response.Content.ReadFromJsonAsync(ControlJson.Default.FleetFault, ct) is { } fault) return fault;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            // The status says enough.
        }

        return new FleetFault("FLEET5006", $"the admiral refused the request ({(int)response.StatusCode} {response.StatusCode}). Are fleet and the admiral of one version?");
    }

    private ControlException WentAway(Exception? cause) =>
        new(new FleetFault("FLEET5003", $"the admiral at {Socket} went away before it had answered. Whether the work was done is not known: see fleet ps."), cause);

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
