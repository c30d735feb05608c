using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kubesharp.Generator;

/// <summary>A record of the API as the emitters see it.</summary>
internal sealed class Message
{
    public string Namespace { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string FullName => Namespace + "." + Name;
    public string Definition { get; private set; } = "";
    public bool IsAtomic { get; private set; }
    public string Description { get; private set; } = "";
    /// <summary>Derives from ApiObject: kind and apiVersion are overrides, metadata comes from the base.</summary>
    public bool IsObject { get; private set; }
    /// <summary>Empty unless the record says its kind.</summary>
    public string ApiVersion { get; private set; } = "";
    public string Kind { get; private set; } = "";
    public bool HasKind => Kind.Length > 0;
    public AttributeData? Resource { get; private set; }
    /// <summary>Null unless at most one of some fields is set.</summary>
    public AttributeData? Union { get; private set; }
    /// <summary>Metadata first, then in the order of declaration.</summary>
    public IReadOnlyList<Field> Fields { get; private set; } = [];

    public static Message Read(INamedTypeSymbol type)
    {
        AttributeData definition = Attribute(type, "DefinitionAttribute")!;
        AttributeData? resource = Attribute(type, "ApiResourceAttribute");
        AttributeData? kind = resource ?? Attribute(type, "ApiKindAttribute");
        List<Field> fields = [];
        if (type.BaseType is { Name: "ApiObject" } parent)
            fields.AddRange(FieldsOf(parent));
        fields.AddRange(FieldsOf(type));
        for (int index = 0; index < fields.Count; index++)
            fields[index].Index = index;
        // The few kinds whose metadata Go marks as required.
        if ((string)definition.ConstructorArguments[0].Value! is "io.k8s.api.core.v1.Event"
            or "io.k8s.api.apiserverinternal.v1alpha1.StorageVersion"
            or "io.k8s.api.resource.v1alpha3.ResourcePoolStatusRequest")
            fields[0].IsRequired = true;
        return new Message
        {
            Namespace = type.ContainingNamespace.ToDisplayString(),
            Name = type.Name,
            Definition = (string)definition.ConstructorArguments[0].Value!,
            IsAtomic = Named(definition, "Atomic") is true,
            Description = Summary(type),
            IsObject = type.BaseType?.Name == "ApiObject",
            ApiVersion = (string?)kind?.ConstructorArguments[0].Value ?? "",
            Kind = (string?)kind?.ConstructorArguments[1].Value ?? "",
            Resource = resource,
            Union = Attribute(type, "UnionAttribute"),
            Fields = fields,
        };
    }

    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);

    public static object? Named(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value.Kind == TypedConstantKind.Array ? argument.Value.Values : argument.Value.Value;
        }
        return null;
    }

    /// <summary>The summary's text. Read from the source, because a usual build does not parse comments.</summary>
    public static string Summary(ISymbol symbol)
    {
        SyntaxNode? node = symbol.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax())
            .FirstOrDefault(static syntax => syntax.GetLeadingTrivia().ToFullString().Contains("<summary>"));
        if (node is null)
            return "";
        string trivia = node.GetLeadingTrivia().ToFullString();
        int start = trivia.LastIndexOf("<summary>", StringComparison.Ordinal) + "<summary>".Length;
        int end = trivia.IndexOf("</summary>", start, StringComparison.Ordinal);
        if (end < 0)
            return "";
        return Sentence(trivia.Substring(start, end - start));
    }

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    // One line of plain text: without the slashes in front of each line, tags and doubled spaces.
    private static string Sentence(string summary)
    {
        StringBuilder text = new(summary.Length);
        foreach (string line in summary.Split('\n'))
            text.Append(line.Trim().TrimStart('/')).Append(' ');
        string plain = text.ToString();
        if (plain.IndexOf('<') >= 0)
        {
            plain = Regex.Replace(plain, "<see cref=\"([^\"]*)\"/>", "$1");
            plain = Regex.Replace(plain, "</?[a-z]+[^>]*>", "");
        }
        plain = string.Join(" ", plain.Split([' '], StringSplitOptions.RemoveEmptyEntries));
        return plain.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");
    }

    internal static IEnumerable<Field> FieldsOf(INamedTypeSymbol type)
    {
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (Attribute(property, "FieldAttribute") is { } attribute)
                yield return Field.Read(property, attribute);
        }
    }
}
