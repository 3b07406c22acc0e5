import { anyOf } from './phrases.ts';

const end = '\\|';
export const mensajes = '(?:mensajes?|mensajitos|textos?|sms|alertas|notificaciones|suscripcion)';
const noMas = `(?:mas|nada|esto|estos|eso|sus|recibir|nomas|${mensajes})`;
const numero = '(?:numero|telefono|celular|nombre)';
const me = '(?:me|nos)';

/** A conservative reading of plain words in Spanish. */
export const plainSpanishOptOut = anyOf([
  `(?:dejen|deja|deje|dejar|paren|pare|para|dejes) de (?:mandar|enviar|escribir|molestar|textear|llamar|contactar|chingar|joder)(?:me|nos|le)`,
  `(?:dejen|deja|deje|dejar|paren|pare|para|dejes) de (?:mandar|enviar|escribir|molestar|textear|llamar|chingar|joder) (?:${end}|tanto|esto|estos|mas|cosas|tantos|${mensajes})`,
  `(?:borr|quit|elimin|saqu|sac|retir|remuev|desuscrib|desinscrib|bloqu|baj)(?:a|e|en|an|ar)${me}`,
  `(?:borr|quit|elimin|saqu|sac|retir|remuev)(?:a|e|en|an|ar) (?:mi|este|el|ese|nuestro) ${numero}`,
  `no ${me} (?:(?:estes?|esten) (?:escrib|mand|envi|molest|llam|text)\\S+|escrib(?:a|as|an)|(?:mand|envi|molest|text|texte|contact|llam|moleste)(?:e|es|en)|hablen|jodan|chinguen|busquen)`,
  `no quiero que ${me} (?:sig(?:an|as|a)|vuelvan?)`,
  `no quiero que ${me} (?:escrib|mand|envi|molest|llam|text|contact)\\S+`,
  `ya no (?:quiero|deseo) (?:estar en|seguir recib\\S+|recibir|estos|mas|sus)`,
  `quit(?:ar|a|e|en) todo`,
  `no vuelvan? a (?:escribir|mandar|molestar|llamar|textear|enviar)(?:me|nos|)`,
  `favor de no (?:mandar|enviar|escribir|molestar|textear|llamar)`,
  `(?:puede|pueden|podria|podrian|favor de) (?:${me} )?(?:borrar|quitar|eliminar|sacar)(?:${me})?(?: por favor)? (?:${end}|de|mi)`,
  `(?:ya|favor) no (?:manden|envien|escriban|molesten|texteen|mande|envie|escriba)`,
  `no (?:manden|mandes|mande|envien|envies|envie|escriban|escribas|molesten|texteen|molestar|molestes) (?:mas ${mensajes}|${mensajes}|mas ${end}|nada|${end})`,
  `(?:no|nunca|no te) (?:quiero|deseo|quisiera|queremos|deseamos|necesito) (?:recibir |que me |sus |tus |estos |mas |ningun |ver )*${noMas}(?! \\S+r\\b)(?= ${end}| ${mensajes}| de | por | gracias)`,
  `no (?:quiero|deseo|queremos) (?:mas )?(?:recibir|esto|${mensajes})`,
  `no (?:deseo|autorizo) ${end}`,
  `ya no (?:quiero|deseo) ${end}`,
  `\\| (?:yo )?no (?:autorizo|consiento|acepto|doy (?:mi )?(?:permiso|consentimiento|autorizacion)) (?:${end}|estos?|sus|que me|para|mas ${mensajes}|${mensajes})`,
  `solo nada ${end}`,
  `(?:numero|telefono|persona) (?:e[qk]u?ivocad[oa]|incorrect[oa]|errone[oa]|errad[oa])(?! de)`,
  `(?:equivoco|equivocaste|equivocamos|equivocado|equivocaron|equivocada) de (?:numero|persona)`,
  `(?:dejen|deje|deja|dejes)${me} (?:ya )?(?:en paz|tranquil[oa]s?|sol[oa]s?)`,
  `(?:dar|darme|darse|dame|denme|deme|darnos|doy|den|dan) de baja`,
  `(?:solicito|pido|quiero) (?:mi|la) baja`,
  `${me} quiero salir`,
  `quiero (?:salir|salirme|cancelar|desuscribirme|que (?:paren|dejen|me borren|me quiten|me saquen)) ?(?:${end}|de (?:esta|la|esto|aqui)|esto|mi|ya)`,
  `(?:nunca|no|jamas) me (?:suscrib|registr|inscrib|apunt|anot)\\S*`,
  `como (?:me doy|cancelo|salgo|paro|detengo|quito|le hago|hago|me salgo|desactivo) ?(?:${end}|esto|estos|para que (?:paren|dejen|ya no)|de (?:esto|aqui|esta))`,
  `(?:vayanse|vete|larguense|largate|lleguele)(?: (?:a la|al|ya|de) ?\\S*)? ${end}`,
  `\\| (?:(?:quiero|quisiera|deseo|por|favor|me|gustaria) )*dejar de recibir`,
  `\\| (?:yo |nunca |jamas )*(?:no|nunca|jamas) (?:autorice|pedi|solicite|di permiso)`,
  `basta (?:de|con) (?:los |sus |tantos |estos )?(?:${mensajes}|esto|mandar|molestar|escribir)`,
  `(?:esto )?es (?:puro )?spam`,
  `(?:este|ese) (?:numero|telefono|celular) (?:ya )?no es (?:el )?(?:de|mio)`,
  `este no es el (?:numero|telefono|celular)`,
  `no (?:soy|es) la persona`,
  `(?:no es|ese no es) mi nombre`,
  `ya no (?:tiene|usa|es|existe) (?:\\S+ )?(?:este|ese|su|dueno) ?${numero}?`,
]);
