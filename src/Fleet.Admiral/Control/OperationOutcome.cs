using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>The ends of an operation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperationOutcome>))]
public enum OperationOutcome
{
    /// <summary>Everything asked for is done.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded = 0,

    /// <summary>It was begun and did not reach its end; the message says what is left as it was.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed = 1,

    /// <summary>Nothing was begun: an unknown slot, or another operation runs.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused = 2,

    /// <summary>It was ended by order; the message says what is done and what is not.</summary>
    [JsonStringEnumMemberName("aborted")]
    Aborted = 3,
}
