using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authentication;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>Nobody gets a client certificate of system:masters by asking for one.</summary>
public sealed class CertificateSubjectRestriction : IAdmissionPlugin
{
    private const string ClientSigner = "kubernetes.io/kube-apiserver-client";
    private const string Organization = "2.5.4.10";

    public string Name => "CertificateSubjectRestriction";

    public bool Handles(AdmissionContext context) => context.Verb == AdmissionVerb.Create
        && context.Is("certificates.k8s.io", "certificatesigningrequests");

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        CertificateSigningRequest request = (CertificateSigningRequest)context.Object!;
        return new(request.Spec is { SignerName: ClientSigner, Request: { } pem } && IsOfMasters(pem.Span)
            ? AdmissionErrors.Forbidden(
                context, $"use of {ClientSigner} signer with {Users.Masters} group is not allowed")
            : null);
    }

    // What cannot be read is refused by validation and signed by nobody.
    private static bool IsOfMasters(ReadOnlySpan<byte> pem)
    {
        try
        {
            CertificateRequest request = CertificateRequest.LoadSigningRequestPem(
                System.Text.Encoding.ASCII.GetString(pem), HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.SkipSignatureValidation);
            return request.SubjectName.EnumerateRelativeDistinguishedNames().Any(static name =>
                !name.HasMultipleElements && name.GetSingleElementType().Value == Organization
                && name.GetSingleElementValue() == Users.Masters);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException
            or AsnContentException)
        {
            return false;
        }
    }
}
