using Microsoft.Extensions.Logging;

namespace Fleet.TestKit.Logging;

/// <summary>A <see cref="RecordedLog"/> for a type.</summary>
public sealed class RecordedLog<T> : RecordedLog, ILogger<T>
{
}
