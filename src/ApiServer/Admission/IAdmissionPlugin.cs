using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Admission;

/// <summary>
/// One rule that a write has to pass: it may change the object (first round, in the order of the list), or refuse it
/// (either round). Plugins keep no state about requests and are called from any thread.
/// </summary>
public interface IAdmissionPlugin
{
    /// <summary>Upstream's name, as <c>--disable-admission-plugins</c> takes it.</summary>
    string Name { get; }

    /// <summary>Cheap; false skips both rounds.</summary>
    bool Handles(AdmissionContext context);

    /// <summary>Runs after defaulting and before validation.</summary>
    ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        new(AdmissionResult.Unchanged);

    /// <summary>Runs after validation, on the object as it will be stored. Null lets it pass.</summary>
    ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) => default;
}
