using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// Carries ownership of the number of replicas between an object and its scale: the same field under two names. Pure
/// functions.
/// </summary>
/// <param name="parent">managedFields of the object.</param>
/// <param name="apiVersion">The version of the object, in which entries name the field.</param>
public sealed class ScaleOwnership(IReadOnlyList<ManagedFieldsEntry> parent, string apiVersion)
{
    private const string ScaleVersion = "autoscaling/v1";
    private static readonly FieldSet Replicas = FieldSet.Of("spec", "replicas");

    /// <summary>managedFields as the scale shows them: who owns the number of replicas.</summary>
    public IReadOnlyList<ManagedFieldsEntry> OfScale()
    {
        Managers scale = new();
        foreach ((Managers.Identity identity, Managers.Owned owned) in Decoded().Owners)
        {
            if (owned.ApiVersion == apiVersion && Has(owned))
                scale.Set(InScale(identity), new(Replicas, ScaleVersion, owned.Time));
        }
        return scale.Encode();
    }

    /// <summary>managedFields of the object after the scale was written.</summary>
    public IReadOnlyList<ManagedFieldsEntry> OfParent(IReadOnlyList<ManagedFieldsEntry> scaleEntries)
    {
        Dictionary<Managers.Identity, Managers.Owned> scale =
            new((Managers.Decode(scaleEntries) ?? new Managers()).Owners);
        Managers result = new();
        foreach ((Managers.Identity identity, Managers.Owned owned) in Decoded().Owners)
        {
            if (!Has(owned) || scale.Remove(InScale(identity)))
                result.Set(identity, owned);
            else
                result.Set(identity, owned with { Fields = owned.Fields.Without(Replicas), Encoded = null });
        }
        foreach ((Managers.Identity identity, Managers.Owned owned) in scale)
        {
            if (owned.Fields.Intersect(Replicas).IsEmpty)
                continue;
            Managers.Identity inParent = identity.Operation == "Update"
                ? identity with { ApiVersion = apiVersion }
                : identity;
            result.Set(inParent, new(Replicas, apiVersion, owned.Time));
        }
        return result.Encode();
    }

    private Managers Decoded() => Managers.Decode(parent) ?? new Managers();

    private static bool Has(Managers.Owned owned) => !owned.Fields.Intersect(Replicas).IsEmpty;

    // Of updaters the version is a part of who they are.
    private static Managers.Identity InScale(Managers.Identity identity) => identity.Operation == "Update"
        ? identity with { ApiVersion = ScaleVersion }
        : identity;
}
