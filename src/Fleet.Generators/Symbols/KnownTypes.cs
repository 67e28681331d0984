using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Symbols;

/// <summary>The types of Fleet and of .NET that the rules are about, as one compilation sees them.</summary>
internal sealed class KnownTypes
{
    private KnownTypes(Compilation compilation, INamedTypeSymbol contract, INamedTypeSymbol ipc)
    {
        Compilation = compilation;
        Contract = contract;
        Ipc = ipc;
        IpcExtensions = compilation.GetTypeByMetadataName("Fleet.FleetIpcExtensions");
        BaseWorker = compilation.GetTypeByMetadataName("Fleet.BaseWorker");
        Task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        TaskOf = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
        ValueTaskOf = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");
        CancellationToken = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
    }

    public Compilation Compilation { get; }

    public INamedTypeSymbol Contract { get; }

    public INamedTypeSymbol Ipc { get; }

    public INamedTypeSymbol? IpcExtensions { get; }

    public INamedTypeSymbol? BaseWorker { get; }

    public INamedTypeSymbol? Task { get; }

    public INamedTypeSymbol? TaskOf { get; }

    public INamedTypeSymbol? ValueTaskOf { get; }

    public INamedTypeSymbol? CancellationToken { get; }

    /// <summary>The types; null for a compilation that does not know Fleet.</summary>
    public static KnownTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Fleet.IFleetContract") is { } contract && compilation.GetTypeByMetadataName("Fleet.IFleetIpc") is { } ipc
            ? new KnownTypes(compilation, contract, ipc)
            : null;

    /// <summary>Whether a type derives from the base of all workers, or stands inside one that does.</summary>
    public bool IsInWorker(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            for (INamedTypeSymbol? each = type.BaseType; each is not null; each = each.BaseType)
            {
                if (Are(each, BaseWorker))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public static bool Are(ISymbol? one, ISymbol? other) => one is not null && SymbolEqualityComparer.Default.Equals(one, other);
}
