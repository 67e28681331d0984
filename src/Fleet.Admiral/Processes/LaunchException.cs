namespace Fleet.Admiral.Processes;

/// <summary>A worker process that could not be started.</summary>
internal sealed class LaunchException(string message, Exception? innerException = null) : Exception(message, innerException);
