using System.Buffers;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api;

/// <summary>
/// For kinds without rules of their own: validates metadata, keeps status and spec apart and counts generations by
/// looking at the JSON, so it needs to know nothing but the definition.
/// </summary>
internal sealed class GenericStrategy(ResourceDefinition definition) : Strategy
{
    private readonly bool hasStatus = definition.Has("status");

    public override IReadOnlyList<string> SelectableFields { get; } = GenericFields.Of(definition.Codec.Type);

    public override string? FieldValue(ApiObject value, string field) =>
        base.FieldValue(value, field) ?? GenericFields.Value(value, field);

    public override ApiObject Default(ApiObject value) => value;

    public override ApiObject PrepareForCreate(ApiObject value)
    {
        TreeObject tree = Read(value);
        if (hasStatus && tree.Has("status"))
            value = Write(tree.Without("status"));
        return value with
        {
            Metadata = value.Metadata with { Generation = tree.Has("spec") ? 1 : 0, SelfLink = "" },
        };
    }

    public override ApiObject PrepareForUpdate(ApiObject value, ApiObject old)
    {
        TreeObject before = Read(old), after = Read(value);
        if (hasStatus && !Same(before, after, "status"))
            value = Write(Copy(before, after, "status"));
        ObjectMeta metadata = CarryOver(value.Metadata, old.Metadata);
        if (!Same(before, after, "spec"))
            metadata = metadata with { Generation = old.Metadata.Generation + 1 };
        return value with { Metadata = metadata };
    }

    public override ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old)
    {
        ApiObject result = Write(Copy(Read(value), Read(old), "status"));
        ObjectMeta metadata = CarryOver(value.Metadata, old.Metadata);
        return result with
        {
            Metadata = metadata with
            {
                Labels = old.Metadata.Labels,
                OwnerReferences = old.Metadata.OwnerReferences,
                Finalizers = old.Metadata.Finalizers,
            },
        };
    }

    public override void Validate(ApiObject value, FieldErrors errors) =>
        MetadataRules.Validate(value.Metadata, definition.Namespaced, NameRules.Subdomain, FieldPath.Metadata, errors);

    public override void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors) =>
        MetadataRules.ValidateUpdate(value.Metadata, old.Metadata, FieldPath.Metadata, errors);

    public override void ValidateStatusUpdate(ApiObject value, ApiObject old, FieldErrors errors)
    {
        Validate(value, errors);
        ValidateUpdate(value, old, errors);
    }

    private static bool Same(TreeObject left, TreeObject right, string member) => Equals(left[member], right[member]);

    private static TreeObject Copy(TreeObject source, TreeObject target, string member) =>
        source[member] is { } value ? target.With(member, value) : target.Without(member);

    private TreeObject Read(ApiObject value)
    {
        var output = new ArrayBufferWriter<byte>();
        definition.Codec.WriteJson(value, output);
        return (TreeObject)TreeJson.Parse(output.WrittenSpan);
    }

    private ApiObject Write(TreeObject tree) => (ApiObject)definition.Codec.ReadJson(TreeJson.Write(tree));
}
