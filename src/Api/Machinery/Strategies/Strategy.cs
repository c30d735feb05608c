using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api;

/// <summary>
/// What is particular about a kind when it is written or printed. The API server calls, in this order: on create
/// Default, PrepareForCreate, Identify, ValidateCreate; on update Default, PrepareForUpdate, Validate, ValidateUpdate;
/// on <c>/status</c> Default, PrepareForStatusUpdate, ValidateStatusUpdate. Stateless and pure: objects come in,
/// changed copies go out.
/// </summary>
public abstract class Strategy
{
    /// <summary>PUT to a name that does not exist creates (leases, endpoints, events).</summary>
    public virtual bool AllowCreateOnUpdate => false;
    /// <summary>PUT without a resourceVersion overwrites.</summary>
    public virtual bool AllowUnconditionalUpdate => true;

    /// <summary>Fills in what the user left out, as every read shows it.</summary>
    public abstract ApiObject Default(ApiObject value);

    /// <summary>Takes away what only the server may say on create: the status; starts the generation.</summary>
    public abstract ApiObject PrepareForCreate(ApiObject value);

    /// <summary>
    /// Completes what depends on the name and the uid. Called on create when the server has given both, before
    /// validation.
    /// </summary>
    public virtual ApiObject Identify(ApiObject value) => value;

    /// <summary>Keeps the old status, counts the generation, carries uid and timestamps over.</summary>
    public abstract ApiObject PrepareForUpdate(ApiObject value, ApiObject old);

    /// <summary>Keeps all but the status and a few metadata.</summary>
    public abstract ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old);

    /// <summary>What a narrow write (ephemeralcontainers, resize) leaves of a change; the rest stays.</summary>
    public virtual ApiObject PrepareForSubresource(string subresource, ApiObject value, ApiObject old) => old;

    /// <summary>What holds on create and on every update.</summary>
    public abstract void Validate(ApiObject value, FieldErrors errors);

    /// <summary>What holds on create: <see cref="Validate"/>, and what only a new object must satisfy.</summary>
    public virtual void ValidateCreate(ApiObject value, FieldErrors errors) => Validate(value, errors);

    public abstract void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors);

    /// <summary>All that an update must satisfy: what holds for every object, and what may not change.</summary>
    public virtual void ValidateChanged(ApiObject value, ApiObject old, FieldErrors errors)
    {
        Validate(value, errors);
        ValidateUpdate(value, old, errors);
    }

    public abstract void ValidateStatusUpdate(ApiObject value, ApiObject old, FieldErrors errors);

    public virtual void ValidateSubresource(
        string subresource, ApiObject value, ApiObject old, FieldErrors errors) => Validate(value, errors);

    /// <summary>What clients should be told of though it is allowed.</summary>
    public virtual IReadOnlyList<string> Warnings(ApiObject value) => [];

    /// <summary>What clients should be told of a change. Kinds that nobody edits by hand stay silent.</summary>
    public virtual IReadOnlyList<string> UpdateWarnings(ApiObject value, ApiObject old) => Warnings(value);

    public virtual IReadOnlyList<Column> Columns => Printing.Columns.Generic;

    /// <summary>Set for an object that is done, so that clients can fade its row: reason and message.</summary>
    public virtual (string Reason, string Message)? Completed(ApiObject value) => null;

    /// <summary>The field selectors beyond metadata.name and metadata.namespace that the kind knows.</summary>
    public virtual IReadOnlyList<string> SelectableFields => [];

    /// <summary>The value of a selectable field; null when the kind does not know it.</summary>
    public virtual string? FieldValue(ApiObject value, string field) => field switch
    {
        "metadata.name" => value.Metadata.Name,
        "metadata.namespace" => value.Metadata.Namespace,
        _ => null,
    };

    /// <summary>Whether a field selector may name the field.</summary>
    public bool IsSelectable(string field) =>
        field is "metadata.name" or "metadata.namespace" || SelectableFields.Contains(field);

    /// <summary>
    /// What an update cannot change even by leaving it out: identity, creation, and a deletion once asked for.
    /// </summary>
    private protected static ObjectMeta CarryOver(ObjectMeta value, ObjectMeta old) => value with
    {
        Uid = value.Uid.Length == 0 ? old.Uid : value.Uid,
        CreationTimestamp = old.CreationTimestamp ?? value.CreationTimestamp,
        DeletionTimestamp = old.DeletionTimestamp ?? value.DeletionTimestamp,
        DeletionGracePeriodSeconds = value.DeletionGracePeriodSeconds ?? old.DeletionGracePeriodSeconds,
        SelfLink = "",
        Generation = old.Generation,
    };
}
