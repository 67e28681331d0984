using Fleet.Generators.Sending;
using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Mappings;

/// <summary>Finds the types that a message is made of, and writes a mapping for each that can have one.</summary>
internal sealed class MessageTypes(Compilation compilation)
{
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<MappingModel> _models = [];

    public IReadOnlyList<MappingModel> Models => _models;

    /// <summary>Adds a type and all inside it.</summary>
    public void Add(ITypeSymbol type)
    {
        if (WireKind.IsScalar(type) || !_seen.Add(type))
        {
            return;
        }

        if (WireKind.PartsOf(type) is { } parts)
        {
            foreach (ITypeSymbol part in parts)
            {
                Add(part);
            }

            return;
        }

        // What another assembly declares is that assembly's to map.
        if (type is not INamedTypeSymbol named || !SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly))
        {
            return;
        }

        if (MappingShape.Read(named, compilation) is { } shape)
        {
            _models.Add(MappingText.Of(shape));
        }

        foreach (ISymbol member in Members.Of(named))
        {
            Add(Members.TypeOf(member));
        }
    }
}
