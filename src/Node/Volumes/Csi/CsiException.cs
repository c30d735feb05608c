using Grpc.Core;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>A driver refused or could not be reached. The message reads as events of Kubernetes quote it.</summary>
internal sealed class CsiException(StatusCode code, string detail)
    : IOException($"rpc error: code = {code} desc = {detail}")
{
    public StatusCode Code => code;

    /// <summary>
    /// Whether the call has surely done nothing and goes on no more. Otherwise what it was to do may still come about,
    /// and has to be undone.
    /// </summary>
    public bool IsFinal => code is not (StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.Unavailable
        or StatusCode.ResourceExhausted or StatusCode.Aborted);

    /// <summary>Whether the same request will never succeed.</summary>
    public bool IsInfeasible => code is StatusCode.InvalidArgument or StatusCode.OutOfRange or StatusCode.NotFound;
}
