using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Kubesharp.Generator;

internal enum Shape { Scalar, Message, List, Map }

/// <summary>What a field, an element of a list or a value of a map holds.</summary>
internal sealed class Content
{
    /// <summary>Scalar or Message.</summary>
    public bool IsMessage { get; private set; }
    /// <summary>The generator gives it a constructor that reads.</summary>
    public bool IsGenerated { get; private set; }
    /// <summary>Apply replaces it as a whole.</summary>
    public bool IsAtomic { get; private set; }
    /// <summary>The name of the reading method: String, Int32, Quantity, Raw ... For a message its type.</summary>
    public string Reader { get; private set; } = "";
    public string Type { get; private set; } = "";

    private ITypeSymbol? Symbol { get; set; }

    /// <summary>The fields of a record.</summary>
    public IReadOnlyList<Field> Fields() => Message.FieldsOf((INamedTypeSymbol)Symbol!).ToList();

    /// <summary>The field of a record with a name on the wire.</summary>
    public Field FieldNamed(string name) => Fields().First(field => field.Name == name);

    public static Content Of(ITypeSymbol type)
    {
        string name = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            .ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        string reader = type.SpecialType switch
        {
            SpecialType.System_String => "String",
            SpecialType.System_Int32 => "Int32",
            SpecialType.System_Int64 => "Int64",
            SpecialType.System_Boolean => "Bool",
            SpecialType.System_Double => "Double",
            _ when type.IsValueType => type.Name == "RawJson" ? "Raw" : type.Name,
            _ when type.Name == "IReadOnlyList" => "StringList",
            _ => "",
        };
        AttributeData? definition = Message.Attribute(type, "DefinitionAttribute");
        return new Content
        {
            Symbol = type,
            IsAtomic = definition is not null && Message.Named(definition, "Atomic") is true,
            IsMessage = reader.Length == 0,
            IsGenerated = definition is not null,
            Reader = reader,
            Type = name,
        };
    }
}

/// <summary>A property with a Field attribute.</summary>
internal sealed class Field
{
    public int Index { get; set; }
    public string Property { get; private set; } = "";
    public int Number { get; private set; }
    public string Name { get; private set; } = "";
    public bool IsAlways { get; private set; }
    public bool IsWrapped { get; private set; }
    /// <summary>The messages around the field in protobuf, outermost first.</summary>
    public IReadOnlyList<int> Within { get; private set; } = [];
    public Shape Shape { get; private set; }
    public Content Content { get; private set; } = null!;
    public bool IsNullable { get; private set; }
    public string Description { get; private set; } = "";
    public bool IsRequired { get; set; }
    public bool IsAtomic { get; private set; }
    public bool IsSet { get; private set; }
    /// <summary>Readers share equal values.</summary>
    public bool IsShared { get; private set; }
    public bool SaysKind { get; private set; }
    public IReadOnlyList<string> Keys { get; private set; } = [];
    public string PatchStrategy { get; private set; } = "";
    public string PatchMergeKey { get; private set; } = "";
    public string? Default { get; private set; }
    public bool IsGranular { get; private set; }
    /// <summary>No pointer in Go: a struct, or a plain value that is written even when zero.</summary>
    public bool HasZeroDefault => !IsNullable && (Shape == Shape.Message
        || (Shape == Shape.Scalar && IsAlways
            && Content.Reader is "String" or "Int32" or "Int64" or "Bool" or "Double"));

    /// <summary>
    /// Go holds a struct and no pointer, although null stands for its zero value here: protobuf writes it always.
    /// </summary>
    public bool IsGoStruct =>
        IsNullable && Content.Reader is "Time" or "MicroTime" or "Raw" && (IsAlways || Name == "creationTimestamp");

    public static Field Read(IPropertySymbol property, AttributeData attribute)
    {
        ITypeSymbol type = property.Type;
        bool isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
            isNullable = true;
        }
        Shape shape = Shape.Scalar;
        if (type is INamedTypeSymbol { Name: "IReadOnlyList" } list)
            (shape, type) = (Shape.List, list.TypeArguments[0]);
        else if (type is INamedTypeSymbol { Name: "IReadOnlyDictionary" } map)
            (shape, type) = (Shape.Map, map.TypeArguments[1]);
        Content content = Content.Of(type);
        if (shape == Shape.Scalar && content.IsMessage)
            shape = Shape.Message;

        AttributeData? patch = Message.Attribute(property, "PatchStrategyAttribute");
        AttributeData? keys = Message.Attribute(property, "MapListAttribute");
        string within = (string?)Message.Named(attribute, "Within") ?? "";
        return new Field
        {
            Property = property.Name,
            Number = (int)attribute.ConstructorArguments[0].Value!,
            Name = (string)attribute.ConstructorArguments[1].Value!,
            IsAlways = Message.Named(attribute, "Always") is true,
            IsWrapped = Message.Named(attribute, "Wrapped") is true,
            Within = within.Length == 0 ? [] : [.. within.Split('/').Select(int.Parse)],
            Shape = shape,
            Content = content,
            IsNullable = isNullable,
            Description = Message.Summary(property),
            IsRequired = Message.Attribute(property, "RequiredAttribute") is not null,
            IsAtomic = Message.Attribute(property, "AtomicAttribute") is not null,
            SaysKind = Message.Attribute(property, "SaysKindAttribute") is not null,
            IsShared = Message.Attribute(property, "SharedAttribute") is not null,
            IsSet = Message.Attribute(property, "SetListAttribute") is not null,
            Keys = keys is null ? [] : Strings(keys.ConstructorArguments[0].Values),
            PatchStrategy = (string?)patch?.ConstructorArguments[0].Value ?? "",
            PatchMergeKey = (string?)patch?.ConstructorArguments[1].Value ?? "",
            IsGranular = Message.Attribute(property, "GranularAttribute") is not null,
            Default = (string?)Message.Attribute(property, "DocumentedDefaultAttribute")?.ConstructorArguments[0].Value,
        };
    }

    public static string[] Strings(ImmutableArray<TypedConstant> values) =>
        [.. values.Select(static value => (string)value.Value!)];
}
