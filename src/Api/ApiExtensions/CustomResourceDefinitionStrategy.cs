using Kubesharp.Api.Validation;

namespace Kubesharp.Api.ApiExtensions;

/// <summary>CustomResourceDefinitions.</summary>
internal sealed class CustomResourceDefinitionStrategy : Strategy<CustomResourceDefinition>
{
    public const int PortDefault = 443;

    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(CustomResourceDefinition left, CustomResourceDefinition right) =>
        left.Spec.Equals(right.Spec);

    protected override CustomResourceDefinition WithSpecOf(
        CustomResourceDefinition value, CustomResourceDefinition source) => value with { Spec = source.Spec };

    protected override CustomResourceDefinition WithStatusOf(
        CustomResourceDefinition value, CustomResourceDefinition? source) =>
        value with { Status = source?.Status ?? CustomResourceDefinitionStatus.Empty };

    protected override CustomResourceDefinition Default(CustomResourceDefinition value)
    {
        CustomResourceDefinitionSpec spec = value.Spec;
        CustomResourceDefinitionNames names = spec.Names;
        if (names.Kind.Length > 0 && (names.Singular.Length == 0 || names.ListKind.Length == 0))
        {
            spec = spec with
            {
                Names = names with
                {
                    Singular = names.Singular.Length == 0 ? Lower(names.Kind) : names.Singular,
                    ListKind = names.ListKind.Length == 0 ? names.Kind + "List" : names.ListKind,
                },
            };
        }
        if (spec.Conversion is null)
            spec = spec with { Conversion = new() { Strategy = "None" } };
        else if (spec.Conversion.Webhook is { ClientConfig: { Service: { Port: null } service } client } webhook)
        {
            spec = spec with
            {
                Conversion = spec.Conversion with
                {
                    Webhook = webhook with
                    {
                        ClientConfig = client with { Service = service with { Port = PortDefault } },
                    },
                },
            };
        }
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override CustomResourceDefinition PrepareForCreate(CustomResourceDefinition value) =>
        WithStoredVersion(value);

    protected override CustomResourceDefinition PrepareForUpdate(
        CustomResourceDefinition value, CustomResourceDefinition old) => WithStoredVersion(value);

    protected override void Validate(CustomResourceDefinition value, FieldErrors errors) =>
        CustomResourceDefinitionRules.Validate(value, errors);

    protected override void ValidateUpdate(
        CustomResourceDefinition value, CustomResourceDefinition old, FieldErrors errors) =>
        CustomResourceDefinitionRules.ValidateUpdate(value, old, errors);

    protected override void ValidateStatusUpdate(
        CustomResourceDefinition value, CustomResourceDefinition old, FieldErrors errors) =>
        CustomResourceDefinitionRules.ValidateStored(value, errors);

    // Kubernetes looks at names of kinds in lower case.
#pragma warning disable CA1308
    public static string Lower(string kind) => kind.ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>Objects may be stored as every version that was the stored one at some time.</summary>
    private static CustomResourceDefinition WithStoredVersion(CustomResourceDefinition value)
    {
        string? stored = value.Spec.Versions.FirstOrDefault(static version => version.Storage)?.Name;
        return stored is null || value.Status.StoredVersions.Contains(stored)
            ? value
            : value with
            {
                Status = value.Status with { StoredVersions = [.. value.Status.StoredVersions, stored] },
            };
    }
}
