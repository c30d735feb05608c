using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api;

/// <summary>
/// A <see cref="Strategy"/> for one record type. A kind overrides what differs: where its spec and status are, how
/// names look, its defaults, its rules, its columns.
/// </summary>
public abstract class Strategy<T> : Strategy
    where T : ApiObject
{
    /// <summary>Whether objects live in a namespace.</summary>
    protected virtual bool Namespaced => true;

    /// <summary>Whether metadata.generation counts changes of the spec. Needs <see cref="HasSameSpec"/>.</summary>
    protected virtual bool CountsGenerations => false;

    /// <summary>The rule for metadata.name; also holds for what generateName can make.</summary>
    protected virtual NameRule NameRule => NameRules.Subdomain;

    protected virtual bool HasSameSpec(T left, T right) => true;

    /// <summary>The object with the other's status; null stands for the empty status.</summary>
    protected virtual T WithStatusOf(T value, T? source) => value;

    /// <summary>The object with all but metadata and status from the other.</summary>
    protected virtual T WithSpecOf(T value, T source) => value;

    protected virtual T Default(T value) => value;
    protected virtual void Validate(T value, FieldErrors errors) { }
    protected virtual void ValidateCreate(T value, FieldErrors errors) { }
    protected virtual void ValidateUpdate(T value, T old, FieldErrors errors) { }
    protected virtual void ValidateStatusUpdate(T value, T old, FieldErrors errors) { }

    /// <summary>For kinds whose updates satisfy other rules than new objects; metadata is looked at before.</summary>
    protected virtual void ValidateChanged(T value, T old, FieldErrors errors)
    {
        Validate(value, errors);
        // What was stored under laxer rules must stay changeable.
        if (errors.Any)
        {
            FieldErrors known = new();
            Validate(old, known);
            errors.Forgive(known);
        }
        ValidateUpdate(value, old, errors);
    }

    protected virtual IReadOnlyList<string> Warnings(T value) => [];
    protected virtual IReadOnlyList<string> UpdateWarnings(T value, T old) => Warnings(value);
    protected virtual T PrepareForSubresource(string subresource, T value, T old) => old;
    protected virtual void ValidateSubresource(string subresource, T value, T old, FieldErrors errors) { }
    protected virtual (string Reason, string Message)? Completed(T value) => null;

    /// <summary>Changes only what the server decides on create, after the status was taken away.</summary>
    protected virtual T PrepareForCreate(T value) => value;

    /// <summary>Changes only what the server decides on update, after status and metadata were carried over.</summary>
    protected virtual T PrepareForUpdate(T value, T old) => value;

    protected virtual string? FieldValue(T value, string field) => base.FieldValue(value, field);

    public sealed override ApiObject Default(ApiObject value) => Default((T)value);

    public sealed override ApiObject PrepareForCreate(ApiObject value)
    {
        T prepared = WithStatusOf((T)value, null);
        prepared = With(prepared, prepared.Metadata with { Generation = CountsGenerations ? 1 : 0, SelfLink = "" });
        return PrepareForCreate(prepared);
    }

    public sealed override ApiObject PrepareForUpdate(ApiObject value, ApiObject old)
    {
        T before = (T)old;
        T prepared = WithStatusOf((T)value, before);
        prepared = With(prepared, CarryOver(prepared.Metadata, before.Metadata));
        prepared = PrepareForUpdate(prepared, before);
        return CountsGenerations && !HasSameSpec(prepared, before)
            ? With(prepared, prepared.Metadata with { Generation = before.Metadata.Generation + 1 })
            : prepared;
    }

    public sealed override ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old)
    {
        T before = (T)old;
        T prepared = WithSpecOf((T)value, before);
        ObjectMeta metadata = CarryOver(prepared.Metadata, before.Metadata);
        return With(prepared, StatusMetadata(metadata, before.Metadata));
    }

    /// <summary>Which metadata a write of the status may change. By default labels and owners stay.</summary>
    protected virtual ObjectMeta StatusMetadata(ObjectMeta value, ObjectMeta old) => ResetForStatus(value, old);

    private static ObjectMeta ResetForStatus(ObjectMeta value, ObjectMeta old) => value with
    {
        Labels = old.Labels,
        OwnerReferences = old.OwnerReferences,
        Finalizers = old.Finalizers,
    };

    public sealed override void Validate(ApiObject value, FieldErrors errors)
    {
        MetadataRules.Validate(value.Metadata, Namespaced, NameRule, FieldPath.Metadata, errors);
        Validate((T)value, errors);
    }

    public sealed override void ValidateCreate(ApiObject value, FieldErrors errors)
    {
        Validate(value, errors);
        ValidateCreate((T)value, errors);
    }

    public sealed override void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors)
    {
        MetadataRules.ValidateUpdate(value.Metadata, old.Metadata, FieldPath.Metadata, errors);
        ValidateUpdate((T)value, (T)old, errors);
    }

    public sealed override void ValidateChanged(ApiObject value, ApiObject old, FieldErrors errors)
    {
        MetadataRules.Validate(value.Metadata, Namespaced, NameRule, FieldPath.Metadata, errors);
        MetadataRules.ValidateUpdate(value.Metadata, old.Metadata, FieldPath.Metadata, errors);
        ValidateChanged((T)value, (T)old, errors);
    }

    public sealed override void ValidateStatusUpdate(ApiObject value, ApiObject old, FieldErrors errors)
    {
        MetadataRules.Validate(value.Metadata, Namespaced, NameRule, FieldPath.Metadata, errors);
        MetadataRules.ValidateUpdate(value.Metadata, old.Metadata, FieldPath.Metadata, errors);
        ValidateStatusUpdate((T)value, (T)old, errors);
    }

    public sealed override ApiObject PrepareForSubresource(string subresource, ApiObject value, ApiObject old)
    {
        T before = (T)old;
        T prepared = PrepareForSubresource(subresource, (T)value, before);
        ObjectMeta metadata = ResetForStatus(CarryOver(value.Metadata, before.Metadata), before.Metadata)
            with { Annotations = before.Metadata.Annotations };
        if (CountsGenerations && !HasSameSpec(prepared, before))
            metadata = metadata with { Generation = before.Metadata.Generation + 1 };
        return With(prepared, metadata);
    }

    public sealed override void ValidateSubresource(
        string subresource, ApiObject value, ApiObject old, FieldErrors errors)
    {
        Validate(value, errors);
        MetadataRules.ValidateUpdate(value.Metadata, old.Metadata, FieldPath.Metadata, errors);
        ValidateSubresource(subresource, (T)value, (T)old, errors);
    }

    public sealed override IReadOnlyList<string> UpdateWarnings(ApiObject value, ApiObject old) =>
        UpdateWarnings((T)value, (T)old);

    public sealed override IReadOnlyList<string> Warnings(ApiObject value) => Warnings((T)value);
    public sealed override (string Reason, string Message)? Completed(ApiObject value) => Completed((T)value);
    public sealed override string? FieldValue(ApiObject value, string field) => FieldValue((T)value, field);

    private static T With(T value, ObjectMeta metadata) =>
        value.Metadata == metadata ? value : (T)((ApiObject)value with { Metadata = metadata });
}
