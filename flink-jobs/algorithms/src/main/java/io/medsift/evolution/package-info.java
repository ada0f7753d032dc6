/**
 * Evol-Instruct for medical prompts: how a question is rewritten into a harder or a new one, and
 * which rewritings are eliminated. After Xu et al., WizardLM (arXiv:2304.12244); the words of the
 * prompts are our own.
 */
package io.medsift.evolution;
