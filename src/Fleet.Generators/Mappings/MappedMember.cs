using Fleet.Generators.Sending;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Mappings;

/// <summary>A member of a type that is mapped.</summary>
internal sealed class MappedMember(ISymbol symbol, int number)
{
    public ISymbol Symbol { get; } = symbol;

    public int Number { get; } = number;

    public string Name => Symbol.Name;

    public ITypeSymbol Type { get; } = Members.TypeOf(symbol);

    public string TypeName { get; } = TypeText.Of(Members.TypeOf(symbol));

    /// <summary>The parameter of the constructor that it is given to; null for none.</summary>
    public IParameterSymbol? Parameter { get; set; }

    public bool CanSet { get; } = ConstructorChoice.CanSet(symbol);

    /// <summary>Whether it is read at all; what is only computed is written and skipped.</summary>
    public bool IsRead => Parameter is not null || CanSet;

    /// <summary>Whether code outside the type can set it at any time.</summary>
    public bool IsSetByAssignment => Symbol is IPropertySymbol
    {
        SetMethod: { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public },
    } or IFieldSymbol { IsReadOnly: false };

    /// <summary>Its local variable while an object is read.</summary>
    public string Local => "m" + Number;
}
