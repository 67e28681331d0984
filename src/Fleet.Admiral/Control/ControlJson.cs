using System.Text.Json.Serialization;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.Control;

/// <summary>The JSON of the control API and of <c>--json</c>, generated at build time: no reflection at the start of every command.</summary>
/// <remarks>A request that lacks a member or has one too many is refused: <c>{"name":["stats"]}</c> must not stop the whole fleet.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FleetStatus))]
[JsonSerializable(typeof(FleetStats))]
[JsonSerializable(typeof(FleetHealth))]
[JsonSerializable(typeof(WorkerList))]
[JsonSerializable(typeof(OperationProgress))]
[JsonSerializable(typeof(RestartRequest))]
[JsonSerializable(typeof(StopRequest))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(ReshardRequest))]
[JsonSerializable(typeof(SteerRequest))]
[JsonSerializable(typeof(AddServiceRequest))]
[JsonSerializable(typeof(RemoveServiceRequest))]
[JsonSerializable(typeof(FleetFault))]
internal sealed partial class ControlJson : JsonSerializerContext;
