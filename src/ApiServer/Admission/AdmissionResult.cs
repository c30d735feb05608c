using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Admission;

/// <summary>What the first round made of an object: the same one, another one, or a refusal.</summary>
public readonly record struct AdmissionResult
{
    private AdmissionResult(ApiObject? @object, Status? error) => (Object, Error) = (@object, error);

    public static AdmissionResult Unchanged => default;

    /// <summary>The object to go on with; null when it is unchanged (or refused).</summary>
    public ApiObject? Object { get; }
    /// <summary>Why the request ends here; null when it does not.</summary>
    public Status? Error { get; }

    public static AdmissionResult Changed(ApiObject @object) => new(@object, null);
    public static AdmissionResult Refused(Status error) => new(null, error);
}
