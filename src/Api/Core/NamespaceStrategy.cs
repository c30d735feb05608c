using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Namespaces.</summary>
internal sealed class NamespaceStrategy : Strategy<Namespace>
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string Finalizer = "kubernetes";

    protected override bool Namespaced => false;
    protected override NameRule NameRule => NameRules.Label;
    protected override Namespace WithSpecOf(Namespace value, Namespace source) => value with { Spec = source.Spec };

    protected override Namespace WithStatusOf(Namespace value, Namespace? source) =>
        value with { Status = source?.Status ?? NamespaceStatus.Empty };

    protected override Namespace Default(Namespace value)
    {
        ObjectMeta metadata = value.Metadata;
        // Selectors of other kinds name namespaces by this label, so it is always there and always true.
        if (metadata.Name.Length > 0 && metadata.Labels.GetValueOrDefault(NameLabel) != metadata.Name)
        {
            metadata = metadata with
            {
                Labels = new Dictionary<string, string>(metadata.Labels, StringComparer.Ordinal)
                {
                    [NameLabel] = metadata.Name,
                },
            };
        }
        NamespaceStatus status =
            value.Status.Phase.Length > 0 ? value.Status : value.Status with { Phase = "Active" };
        return ReferenceEquals(metadata, value.Metadata) && ReferenceEquals(status, value.Status)
            ? value
            : value with { Metadata = metadata, Status = status };
    }

    protected override Namespace PrepareForCreate(Namespace value)
    {
        value = value with { Status = new NamespaceStatus { Phase = "Active" } };
        return value.Spec.Finalizers.Contains(Finalizer)
            ? value
            : value with { Spec = value.Spec with { Finalizers = [.. value.Spec.Finalizers, Finalizer] } };
    }

    // A generated name is known only now.
    public override ApiObject Identify(ApiObject value) => Default((Namespace)value);

    // Finalizers of the spec change through /finalize only.
    protected override Namespace PrepareForUpdate(Namespace value, Namespace old) =>
        value with { Spec = value.Spec with { Finalizers = old.Spec.Finalizers } };

    protected override void Validate(Namespace value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("finalizers");
        foreach (string finalizer in value.Spec.Finalizers)
        {
            int before = errors.Count;
            ValueRules.QualifiedName(finalizer, path, errors);
            if (errors.Count == before && !finalizer.Contains('/', StringComparison.Ordinal)
                && finalizer is not (Finalizer or "orphan" or "foregroundDeletion"))
            {
                errors.Invalid(path, finalizer,
                    "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }

    protected override void ValidateStatusUpdate(Namespace value, Namespace old, FieldErrors errors)
    {
        // With a capital, as upstream.
        FieldPath path = FieldPath.Status.Child("Phase");
        if (value.Metadata.DeletionTimestamp is null)
        {
            if (value.Status.Phase != "Active")
                errors.Invalid(path, value.Status.Phase, "may only be 'Active' if `deletionTimestamp` is empty");
        }
        else if (value.Status.Phase != "Terminating")
        {
            errors.Invalid(path, value.Status.Phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
        }
    }

    public override IReadOnlyList<string> SelectableFields { get; } = ["status.phase"];

    protected override string? FieldValue(Namespace value, string field) =>
        field == "status.phase" ? value.Status.Phase : base.FieldValue(value, field);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Namespace>(),
        Printing.Columns.Text<Namespace>("Status", "Active, or Terminating.", static value => value.Status.Phase),
        Printing.Columns.Age<Namespace>(),
    ];
}
