using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Analysis;

/// <summary>What is told to authors while they compile; each has a page in docs/errors.</summary>
internal static class Rules
{
    private const string Category = "Fleet";

    public static readonly DiagnosticDescriptor BadContract = new(
        "FLEET0001",
        "An interface cannot be a contract",
        "{0} cannot be a contract: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor AsyncVoid = new(
        "FLEET0002",
        "A worker has an async void method",
        "{0} is async void: nobody waits for it, and an exception of it ends the whole worker. Return a Task.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Blocking = new(
        "FLEET0003",
        "A worker blocks its thread to wait for a task",
        "{0} blocks the thread that reads the worker's messages, perhaps the very answer that is waited for. Await the task.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor CannotBeSent = new(
        "FLEET0004",
        "A type cannot be sent",
        "{0} cannot be sent: {1}. Messages are records of plain data.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
