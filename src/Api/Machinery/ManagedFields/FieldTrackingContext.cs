namespace Kubesharp.Api.ManagedFields;

/// <summary>Who writes, through what, and when.</summary>
public sealed record FieldTrackingContext
{
    /// <summary>The field manager's name.</summary>
    public required string Manager { get; init; }
    /// <summary>The version in which the object is written: <c>apps/v1</c>.</summary>
    public required string ApiVersion { get; init; }
    public string Subresource { get; init; } = "";
    public required DateTimeOffset Now { get; init; }
    /// <summary>
    /// Fields that this way of writing cannot change, so nobody comes to own them by it: status on the object itself,
    /// spec on its status. With dots between the names: <c>metadata.labels</c>.
    /// </summary>
    public IReadOnlyList<string> IgnoredFields { get; init; } = [];
    /// <summary>
    /// The only fields that this way of writing can change; <c>*</c> stands for any step
    /// (<c>spec.containers.*.resources</c>). Defaults to all.
    /// </summary>
    public IReadOnlyList<string> OnlyFields { get; init; } = [];
}
