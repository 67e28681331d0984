using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fleet.Admiral.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Control;

/// <summary>The endpoints of the control API. Who may reach them is decided by whoever maps them.</summary>
internal sealed partial class ControlApi(IFleetControl control, ILogger log)
{
    private const string NdJson = "application/x-ndjson";

    /// <summary>Adds the endpoints to a server.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/health", context => WriteAsync(context, Health(control.GetStatus()), ControlJson.Default.FleetHealth));
        endpoints.MapGet("/v1/status", context => WriteAsync(context, control.GetStatus(), ControlJson.Default.FleetStatus));
        endpoints.MapGet("/v1/stats", StatsAsync);
        endpoints.MapPost("/v1/restart", context => OperateAsync(context, ControlJson.Default.RestartRequest, control.RestartAsync));
        endpoints.MapPost("/v1/stop", context => OperateAsync(context, ControlJson.Default.StopRequest, control.StopAsync));
        endpoints.MapPost("/v1/start", context => OperateAsync(context, ControlJson.Default.StartRequest, control.StartAsync));
        endpoints.MapPost("/v1/reshard", context => OperateAsync(context, ControlJson.Default.ReshardRequest, control.ReshardAsync));
        endpoints.MapPost("/v1/steer", context => OperateAsync(context, ControlJson.Default.SteerRequest, control.SteerAsync));
        endpoints.MapPost("/v1/services/add", context => OperateAsync(context, ControlJson.Default.AddServiceRequest, control.AddServiceAsync));
        endpoints.MapPost("/v1/services/remove", context => OperateAsync(context, ControlJson.Default.RemoveServiceRequest, control.RemoveServiceAsync));
    }

    private static FleetHealth Health(FleetStatus status) => new(status.Fleet, status.Pid, status.Mode);

    private async Task StatsAsync(HttpContext context)
    {
        var collect = string.Equals(context.Request.Query["collect"], "true", StringComparison.OrdinalIgnoreCase);
        var stats = await control.GetStatsAsync(collect, context.RequestAborted);
        await WriteAsync(context, stats, ControlJson.Default.FleetStats);
    }

    private async Task OperateAsync<T>(HttpContext context, JsonTypeInfo<T> type, Func<T, CancellationToken, IAsyncEnumerable<OperationProgress>> operate)
        where T : notnull
    {
        if (await ReadAsync(context, type) is not { } request) return;
        context.Response.ContentType = NdJson;
        var gone = context.RequestAborted;
        try
        {
            await foreach (var progress in ToTheEnd(operate(request, gone), gone))
            {
                await JsonSerializer.SerializeAsync(context.Response.Body, progress, ControlJson.Default.OperationProgress, gone);
                await context.Response.Body.WriteAsync("\n"u8.ToArray(), gone);
                await context.Response.Body.FlushAsync(gone);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The watcher left; the operation does not need one.
        }
    }

    /// <summary>Passes an operation's progress on, and gives it a last item where it ends with an exception: the watcher learns that it is over.</summary>
    private async IAsyncEnumerable<OperationProgress> ToTheEnd(IAsyncEnumerable<OperationProgress> progress, [EnumeratorCancellation] CancellationToken ct)
    {
        var name = "";
        await using var items = progress.GetAsyncEnumerator(ct);
        while (true)
        {
            OperationProgress? broken = null;
            try
            {
                if (!await items.MoveNextAsync()) yield break;
                name = items.Current.Operation;
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogOperationBroke(log, name, e);
                broken = new OperationProgress { Operation = name, Final = true, Result = new OperationResult(OperationOutcome.Failed, $"the admiral met an error of its own: {e.Message}") };
            }

            var item = broken ?? items.Current;
            yield return item;
            if (item.Final) yield break;
        }
    }

    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : notnull
    {
        // A form or a text needs no permission of a browser to be sent from a foreign page; JSON does.
        if (!context.Request.HasJsonContentType())
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, "the request must be application/json.");
            return default;
        }

        try
        {
            if (await context.Request.ReadFromJsonAsync(type, context.RequestAborted) is { } request) return request;
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "the request is null.");
        }
        catch (JsonException e)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }

        return default;
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new FleetFault("FLEET5006", text), ControlJson.Default.FleetFault);
    }

    private static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        context.Response.WriteAsJsonAsync(value, type, contentType: null, context.RequestAborted);

    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "Operation {Operation} ended with an error of the Admiral's own. Please report it with this stack; the fleet goes on.")]
    private static partial void LogOperationBroke(ILogger logger, string operation, Exception exception);
}
